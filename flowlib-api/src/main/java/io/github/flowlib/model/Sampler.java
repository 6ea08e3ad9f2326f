package io.github.flowlib.model;

/**
 * What rows can be drawn from, of whatever kind of model: p(x), or p(x | y) when it came from
 * {@code given(...)}.
 *
 * <p>Rows are {@code [n, d]} in data units (8-bit images: 0 … 255). Every method throws {@link
 * IllegalStateException} if statistics are not fitted yet or the model is closed, before anything
 * runs.
 */
public interface Sampler {

  /** The seed that methods without one use. */
  long DEFAULT_SEED = 0;

  /**
   * Draws samples.
   *
   * @param count how many, at least 1; with a context per row one is drawn for each, and {@code
   *     count} must be their number
   * @param seed the same seed gives the same samples; with another count the first samples are the
   *     same but for the last bits of float32
   * @param temperature factor on the noise about its mean (of a flow, its base distribution; of an
   *     autoencoder, z, or with a flow as prior the noise of that flow), at least 0; 1 samples the
   *     model, below 1 makes samples more typical, 0 gives the image of the mean: of the origin, of
   *     what the base has learned, or of the means of its components
   * @return {@code [count, d]}, in data units
   * @throws IllegalArgumentException if the count is below 1 or not that of the contexts, the
   *     temperature is negative or not finite, or float32 overflows on the way of a sample, which
   *     the message names
   * @throws OutOfMemoryError if they do not fit into Java's heap; the model stays as it is
   */
  float[][] sample(int count, long seed, double temperature);

  /**
   * Draws samples at temperature 1.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same samples
   * @return {@code [count, d]}, in data units
   */
  default float[][] sample(int count, long seed) {
    return sample(count, seed, 1);
  }

  /**
   * Draws samples at temperature 1 with {@link #DEFAULT_SEED}: every call gives the same samples.
   *
   * @param count how many, at least 1
   * @return {@code [count, d]}, in data units
   */
  default float[][] sample(int count) {
    return sample(count, DEFAULT_SEED, 1);
  }
}
