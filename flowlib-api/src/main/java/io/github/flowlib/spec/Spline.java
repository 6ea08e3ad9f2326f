package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

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
 * <p>A network gives 3 · bins − 1 numbers for a value. Each is bounded softly, as log-scales are: a
 * becomes limit · tanh(a / limit). Widths and heights are softmax of the first and the second
 * {@code bins} of them, with the limit {@value #SIZE_LIMIT}, each at least 0.001 of the interval;
 * the slopes at the inner knots are 0.001 + softplus of the others, with the limit {@value
 * #SLOPE_LIMIT}, shifted so that 0 means slope 1; at the outer knots the slope is 1. So zeros give
 * the identity.
 *
 * <p>Why limits: what a network says grows with what it reads, and where it reads 20 and was
 * trained on values up to 3, a spline without limits is steps and plateaus. On a plateau z no
 * longer tells x in float32, so data → noise → data does not come back. With them slopes at knots
 * are 0.21 to 2.6, and no bin is more than e³ ≈ 20 times as wide or as high as another.
 *
 * <p>Source: Durkan, Bekasov, Murray, Papamakarios 2019, Neural spline flows, §3.1 and appendix A
 * (arXiv 1906.04032), after Gregory and Delbourgo 1982.
 *
 * @param bins pieces, 2 to 64; papers use 8 to 16
 * @param bound half the length of the interval, in units of the values; 0.1 to 20. Values of about
 *     unit scale want 3 to 5; standardise others first. In wide bins a small step of training moves
 *     values far
 * @param limits of what the network gives; empty: as the network gives it, in models saved before
 *     there were limits
 */
public record Spline(int bins, double bound, Optional<Limits> limits) implements Univariate {

  /** What a bin has of the interval at least, in width and in height. */
  public static final double MIN_SHARE = 1e-3;

  /** The slope at a knot is at least this. */
  public static final double MIN_SLOPE = 1e-3;

  /** What a network says of widths and heights is within ± this in new splines. */
  public static final double SIZE_LIMIT = 1.5;

  /** What a network says of slopes is within ± this in new splines. */
  public static final double SLOPE_LIMIT = 2;

  /**
   * The largest sizes of the numbers that shape a spline: a becomes limit · tanh(a / limit).
   *
   * @param size of those for widths and heights, 0.001 to 20
   * @param slope of those for slopes, 0.001 to 20
   */
  public record Limits(double size, double slope) {

    /**
     * Checks the arguments.
     *
     * @param size see {@link #size()}
     * @param slope see {@link #slope()}
     * @throws IllegalArgumentException if a limit is out of range
     */
    public Limits {
      check("size", size);
      check("slope", slope);
    }

    private static void check(String name, double limit) {
      checkArgument(
          limit >= 1e-3 && limit <= 20,
          "the %s limit of a spline must be 0.001 to 20, but was %s",
          name,
          limit);
    }
  }

  /**
   * Checks the arguments.
   *
   * @param bins see {@link #bins()}
   * @param bound see {@link #bound()}
   * @param limits see {@link #limits()}
   * @throws IllegalArgumentException if the bins or the bound are out of range
   */
  public Spline {
    checkArgument(bins >= 2 && bins <= 64, "bins must be 2 to 64, but were %s", bins);
    checkArgument(
        bound >= 0.1 && bound <= 20,
        "the bound of a spline must be 0.1 to 20, but was %s; standardise the values instead",
        bound);
    checkNotNull(limits, "limits of a spline must not be null");
  }

  /**
   * A spline with the limits {@link #SIZE_LIMIT} and {@link #SLOPE_LIMIT}.
   *
   * @param bins see {@link #bins()}
   * @param bound see {@link #bound()}
   * @throws IllegalArgumentException if the bins or the bound are out of range
   */
  public Spline(int bins, double bound) {
    this(bins, bound, Optional.of(new Limits(SIZE_LIMIT, SLOPE_LIMIT)));
  }

  /** Widths, heights, and the slopes at the inner knots: 3 · bins − 1. */
  @Override
  public int parameterCount() {
    return 3 * bins - 1;
  }
}
