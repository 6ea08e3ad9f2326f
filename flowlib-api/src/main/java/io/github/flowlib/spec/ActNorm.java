package io.github.flowlib.spec;

/**
 * Activation normalisation, data → noise: z = (x + b) ⊙ exp(s), with a shift b and a log-scale s
 * for every value of a vector, or every channel of an image; log |det ∂z/∂x| = Σ s, for an image h
 * · w times that.
 *
 * <p>Trained. At the first {@code fit} they are set so that the training data, as this layer sees
 * them, leave it with mean 0 and deviation 1; a channel that never varies keeps its scale.
 *
 * <p>Source: Kingma and Dhariwal 2018, Glow, §3.1 (arXiv 1807.03039).
 */
public record ActNorm() implements Transform {

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public boolean fittedFromData() {
    return true;
  }
}
