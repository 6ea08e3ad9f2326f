package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Marginal Gaussianization: maps every value through its own empirical distribution onto a standard
 * normal.
 *
 * <p>With level k = ⌊x⌋, offset u = x − k, and for each position the histogram p of the training
 * data and its cumulative sum c: q = c(k) + p(k)·u, z = Φ⁻¹(q), and log |dz/dx| = log p(k) + ½ log
 * 2π + ½ z² per value.
 *
 * <p>Back: k is the level with c(k) ≤ Φ(z) &lt; c(k) + p(k), and u = (Φ(z) − c(k)) / p(k). For z
 * above 0 both directions count from the top, 1 − q, which keeps the digits of small tails.
 *
 * <p>The histogram is counted once, at the first {@code fit}, with 0.1 added to every level, so
 * that no level has probability 0. Before that the flow cannot be used. A flow of this transform
 * alone is the model of independent pixels.
 *
 * <p>Source: the first step of Chen and Gopinath 2000, Gaussianization; here with a histogram for
 * discrete data.
 *
 * @param levels how many levels a value has; the same as in {@link Dequantization}
 */
public record Marginals(int levels) implements Transform {

  /**
   * Checks the argument.
   *
   * @param levels see {@link #levels()}
   * @throws IllegalArgumentException if there are fewer than 2 or more than 256 levels
   */
  public Marginals {
    checkArgument(levels >= 2 && levels <= 256, "levels must be 2 to 256, but was %s", levels);
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public void checkPlace(int position, Dequantization dequantization) {
    checkArgument(
        position == 0 && dequantization.levels() == levels,
        "marginals must be the first transform of a flow on dequantized data with %s levels,"
            + " but was number %s with %s; use image(h, w)",
        levels,
        position,
        dequantization);
  }

  @Override
  public boolean fittedFromData() {
    return true;
  }
}
