package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Maps positive numbers onto the real line by the inverse of softplus: z = log(exp(x / s) − 1),
 * with scale s.
 *
 * <p>Back: x = s · log(1 + exp z), so samples are positive. log |dz/dx| = −log s − log(1 − exp(−x /
 * s)) per value.
 *
 * <p>For positive columns (prices, durations, concentrations): below s it is a logarithm, far above
 * s it is x / s, so large values are not squeezed as by a logarithm alone. Both ends are computed
 * without overflow or loss of digits.
 *
 * <p>Source: softplus is from Dugas, Bengio, Bélisle, Nadeau, Garcia 2001; as a change of variables
 * for positive numbers: Kucukelbir, Tran, Ranganath, Gelman, Blei 2017 (ADVI).
 *
 * @param scale s, in units of the data: where the logarithm ends; positive and finite in float32. A
 *     typical value of the data serves
 */
public record Softplus(double scale) implements Transform {

  /**
   * Checks the argument.
   *
   * @param scale see {@link #scale()}
   * @throws IllegalArgumentException if the scale is not positive and finite in float32
   */
  public Softplus {
    checkArgument(
        (float) scale >= Float.MIN_NORMAL && Float.isFinite((float) scale),
        "the scale of softplus must be positive and finite in float32, but was %s",
        scale);
  }

  @Override
  public Interval domain() {
    return Interval.above(0);
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public void checkPlace(int position, Dequantization dequantization) {
    // Only there are its inputs known to be positive.
    checkArgument(
        position == 0,
        "softplus must be the first transform of a flow, but was number %s; its scale takes other"
            + " units",
        position);
  }
}
