package io.github.flowlib.model;

/**
 * A distribution over rows of data: p(x), or p(x | y) when it came from {@code given(...)}.
 *
 * <p>Rows are {@code [n, d]} in data units (8-bit images: whole numbers 0 … 255). Log-probabilities
 * are nats per row, as densities in these units. Every method throws {@link
 * IllegalArgumentException} for rows of the wrong width or with values that the data cannot have,
 * and {@link IllegalStateException} if statistics are not fitted yet or the model is closed, before
 * anything runs. Rows, noise or context so far away that float32 overflows have a log-probability
 * of −∞; answers in numbers, such as noise, they do not have: {@link IllegalArgumentException}
 * naming the row.
 */
public interface Distribution extends Sampler {

  /**
   * log p(x) of every row.
   *
   * <p>For dequantized data this is log p(x + u) with noise u that depends on the content of the
   * row alone: the same row gets the same result, whatever stands beside it. Calls with another
   * number of rows can differ in the last bits of float32, because matrix kernels order their sums
   * by it.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @return {@code [n]}, in nats; −∞ for a row so far away that float32 overflows, never NaN
   */
  double[] logProb(float[][] rows);

  /**
   * Maps data to the noise of the base distribution, {@code z = f(x)}. Dequantized data are taken
   * at the middle of their cell.
   *
   * @param rows {@code [n, d]}
   * @return {@code [n, d]}
   */
  float[][] toNoise(float[][] rows);

  /**
   * Maps noise to data, {@code x = f⁻¹(z)}: undoes {@link #toNoise}. Discrete data come back as
   * whole numbers.
   *
   * @param noise {@code [n, d]}, finite
   * @return {@code [n, d]}, in data units
   */
  float[][] toData(float[][] noise);

  /**
   * Draws samples together with their log-probabilities.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same samples
   * @param temperature factor on the noise, at least 0
   * @return the samples, and what {@link #logProb} gives for them
   */
  Samples sampleAndLogProb(int count, long seed, double temperature);
}
