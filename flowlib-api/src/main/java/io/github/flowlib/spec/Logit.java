package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Maps an interval onto the real line: p = α + (1 − 2α)(x − low) / (high − low), z = log p − log(1
 * − p).
 *
 * <p>Back: x = low + (high − low)(σ(z) − α) / (1 − 2α), with σ the logistic function.
 *
 * <p>log |dz/dx| = log(1 − 2α) − log(high − low) − log p − log(1 − p) per value. Noise may map to
 * slightly outside the interval (p below α or above 1 − α); data come back clamped to it.
 *
 * <p>Source: Dinh et al. 2017, §4.1; α = 1e-6 on MNIST: Papamakarios, Pavlakou, Murray 2017,
 * appendix D.
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
