package io.github.flowlib.spec;

/**
 * Standardisation, data → noise: z = (x − μ) / σ, with mean μ and standard deviation σ of every
 * value over the training data; log |det ∂z/∂x| = −Σ log σ.
 *
 * <p>Fitted once, at the first {@code fit}, and not trained. After a {@link Logit}, or on columns
 * of unlike scale, it saves the networks from learning large shifts step by step. A value that is
 * the same in all training rows is refused, and one with σ below 10⁻³⁰, near the end of float32.
 */
public record Standardization() implements Transform {

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public boolean fittedFromData() {
    return true;
  }
}
