package io.github.flowlib.spec;

/**
 * Trained scaling of every value, data → noise: z = x ⊙ exp(s), with log |det ∂z/∂x| = Σ s. s
 * starts at zero.
 *
 * <p>Source: Dinh, Krueger, Bengio 2015, NICE, §3.3: gives a flow of additive couplings, which
 * alone keeps volumes, a scale per dimension.
 */
public record DiagonalScaling() implements Transform {

  @Override
  public EventShape output(EventShape input) {
    return input;
  }
}
