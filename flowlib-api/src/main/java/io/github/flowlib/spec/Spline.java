package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A monotone rational-quadratic spline: an invertible map of single numbers, made of {@code bins}
 * pieces on [−bound, bound] and the identity outside.
 *
 * <p>Between the knots (x_k, y_k) and (x_k+1, y_k+1), with slopes δ_k and δ_k+1 there, w = x_k+1 −
 * x_k, h = y_k+1 − y_k, s = h / w and ξ = (x − x_k) / w:
 *
 * <pre>{@code
 * z     = y_k + h (s ξ² + δ_k ξ (1 − ξ)) / (s + (δ_k+1 + δ_k − 2 s) ξ (1 − ξ))
 * dz/dx = s² (δ_k+1 ξ² + 2 s ξ (1 − ξ) + δ_k (1 − ξ)²) / (s + (δ_k+1 + δ_k − 2 s) ξ (1 − ξ))²
 * }</pre>
 *
 * <p>Back, with v = z − y_k and t = δ_k+1 + δ_k − 2 s: ξ = 2 c / (−b − √(b² − 4 a c)), a = h (s −
 * δ_k) + v t, b = h δ_k − v t, c = −s v.
 *
 * <p>A network gives 3 · bins − 1 numbers for a value: widths and heights are softmax of the first
 * and the second {@code bins} of them, each at least 0.001 of the interval; the slopes at the inner
 * knots are 0.001 + softplus of the others, shifted so that 0 means slope 1; at the outer knots the
 * slope is 1. So zeros give the identity.
 *
 * <p>Source: Durkan, Bekasov, Murray, Papamakarios 2019, Neural spline flows, §3.1 and appendix A
 * (arXiv 1906.04032), after Gregory and Delbourgo 1982.
 *
 * @param bins pieces, 2 to 64; papers use 8 to 16
 * @param bound half the length of the interval, in units of the values; 0.1 to 20. Values of about
 *     unit scale want 3 to 5; standardise others first. In wide bins a small step of training moves
 *     values far
 */
public record Spline(int bins, double bound) implements Univariate {

  /** What a bin has of the interval at least, in width and in height. */
  public static final double MIN_SHARE = 1e-3;

  /** The slope at a knot is at least this. */
  public static final double MIN_SLOPE = 1e-3;

  /**
   * Checks the arguments.
   *
   * @param bins see {@link #bins()}
   * @param bound see {@link #bound()}
   * @throws IllegalArgumentException if the bins or the bound are out of range
   */
  public Spline {
    checkArgument(bins >= 2 && bins <= 64, "bins must be 2 to 64, but were %s", bins);
    checkArgument(
        bound >= 0.1 && bound <= 20,
        "the bound of a spline must be 0.1 to 20, but was %s; standardise the values instead",
        bound);
  }

  /** Widths, heights, and the slopes at the inner knots: 3 · bins − 1. */
  @Override
  public int parameterCount() {
    return 3 * bins - 1;
  }
}
