package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How discrete data becomes continuous before the first transform.
 *
 * <p>No bijection but a bound: with noise u, log P(x) = log ∫ p(x + u) du ≥ E_u[log p(x + u)]
 * (Theis, van den Oord, Bethge 2016), so the log-probabilities of a dequantized flow are a lower
 * bound on those of the discrete data.
 */
public sealed interface Dequantization {

  /** The data are continuous already. */
  record None() implements Dequantization {}

  /**
   * Whole numbers 0 … levels − 1 get uniform noise from the open interval (0, 1).
   *
   * <p>The noise lies on the midpoints of 2¹⁵ equal parts of (0, 1), so that with up to 256 levels
   * x + u is exact in float32 and ⌊x + u⌋ is always x. In training it is fresh for every batch. In
   * evaluation it is a function of the seed and the content of the row, so that a row's
   * log-probability is reproducible and never depends on its neighbours. The maps between data and
   * noise use the middle of the cell, u = ½, and come back to the same whole number.
   *
   * @param levels how many values a number can have, 2 to 256
   */
  record Uniform(int levels) implements Dequantization {

    /**
     * Checks the argument.
     *
     * @param levels see {@link #levels()}
     * @throws IllegalArgumentException if there are fewer than 2 or more than 256 levels
     */
    public Uniform {
      checkArgument(levels >= 2 && levels <= 256, "levels must be 2 to 256, but was %s", levels);
    }
  }
}
