package io.github.flowlib.spec;

/**
 * Invertible linear map, data → noise: z = W x for a vector; for an image W acts on the channels of
 * every pixel (an invertible 1 × 1 convolution).
 *
 * <p>W = P L (U + diag(σ ⊙ exp(s))): P a fixed permutation, L lower triangular with ones on its
 * diagonal, U strictly upper triangular, σ fixed signs. So log |det W| = Σ s (for an image h · w
 * times that), and the way back is two triangular systems. W starts as a random orthogonal matrix;
 * L, U and s are trained.
 *
 * <p>Two products of d² numbers for a row (or c² for a pixel); drawing a new matrix takes d³ steps.
 *
 * <p>Source: Kingma and Dhariwal 2018, Glow, §3.2 (arXiv 1807.03039).
 */
public record InvertibleLinear() implements Transform {

  @Override
  public EventShape output(EventShape input) {
    return input;
  }
}
