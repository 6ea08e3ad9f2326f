package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Maps an interval onto the real line: p = α + (1 − 2α)(x − low) / (high − low), z = log p − log(1
 * − p).
 *
 * <p>Back: x = low + (high − low)(σ(z) − α) / (1 − 2α), with σ the logistic function.
 *
 * <p>log |dz/dx| = log(1 − 2α) − log(high − low) − log p − log(1 − p) per value.
 *
 * <p><strong>Samples on the border.</strong> The data fill only |z| ≤ log((1 − α) / α), 2.9 for α =
 * 0.05 and 13.8 for 1e-6, and a flow leaves some of its mass beyond. A sample from there is
 * clamped: it is exactly {@code low} or {@code high}, and its log-probability is the density at
 * that border, like that of any row there. No density tells of the mass beyond, so that over the
 * interval it integrates to less than 1. The larger α, the more lies beyond: of standard normal
 * noise 0.16 % beyond each end at 0.05, and as good as nothing at 1e-6; of a trained RealNVP's
 * samples of uniform numbers 1.7 % of all values at 0.05, and none at 1e-6. Of dequantized pixels,
 * the lowest and the highest level are drawn more often by as much.
 *
 * <p>Source: Dinh et al. 2017, §4.1, with 1 − α there in place of 1 − 2α; α = 1e-6 on MNIST:
 * Papamakarios, Pavlakou, Murray 2017, appendix D.
 *
 * @param alpha keeps p away from 0 and 1; at least 1e-7 and below 0.5
 * @param low the smallest value of the data
 * @param high the upper end of the data, above {@code low}; 256 for dequantized 8-bit pixels
 */
public record Logit(double alpha, double low, double high) implements Transform {

  /**
   * Checks the arguments.
   *
   * @param alpha see {@link #alpha()}
   * @param low see {@link #low()}
   * @param high see {@link #high()}
   * @throws IllegalArgumentException if α or the interval is out of range
   */
  public Logit {
    checkArgument(
        alpha >= 1e-7 && alpha < 0.5,
        "alpha must be at least 1e-7 and below 0.5, but was %s",
        alpha);
    checkArgument(
        Float.isFinite((float) (high - low)) && (float) low < (float) high,
        "logit interval must be finite with low < high in float32, but was [%s, %s]",
        low,
        high);
  }

  @Override
  public Interval domain() {
    return Interval.closed(low, high);
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public void checkPlace(int position, Dequantization dequantization) {
    // Only there are its inputs known to lie in the interval.
    checkArgument(
        position == 0, "logit must be the first transform of a flow, but was number %s", position);
    if (dequantization.levels() > 0) {
      checkArgument(
          low <= 0 && high >= dequantization.levels(),
          "logit interval must hold dequantized data, [0, %s], but was [%s, %s]",
          dequantization.levels(),
          low,
          high);
    }
  }
}
