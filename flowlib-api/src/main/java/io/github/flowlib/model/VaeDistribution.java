package io.github.flowlib.model;

/**
 * A latent variable model p(x) = ∫ p(x | z) p(z) dz, or p(x | y) when it came from {@code
 * given(...)}, with its approximate posterior q(z | x, y). A sample is z ~ p(z | y) and then x ~
 * p(x | z, y).
 *
 * <p>Rows are {@code [n, d]} in data units (8-bit images: whole numbers 0 … 255), latents {@code
 * [n, l]}. Means of a decoder, and draws of a normal likelihood, are seldom whole: an image that is
 * to be a row again must be rounded to a whole number in 0 … 255, pixel by pixel.
 *
 * <p>Log-probabilities are nats per row: of the binary image under a Bernoulli likelihood, of the
 * whole numbers under a discretized one, and densities in data units under a normal one. Where a
 * likelihood wants bits, those of a row are a function of its content.
 *
 * <p>Every method throws {@link IllegalArgumentException} for rows of the wrong width or with
 * values that the data cannot have, for fewer than 1 sample, and where an answer overflows float32
 * (bounds are infinite there), and {@link IllegalStateException} if the model is closed.
 */
public interface VaeDistribution extends Sampler {

  /**
   * The approximate posterior q(z | x, y) of every row.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @return means and standard deviations, {@code [n, l]}
   */
  Posterior encode(float[][] rows);

  /**
   * The means of p(x | z, y): probabilities of ink times 255 for a Bernoulli likelihood on images;
   * for a discretized logistic its location, within the range of the data.
   *
   * @param latents {@code [n, l]}, finite; n may be 0
   * @return {@code [n, d]}, in data units
   */
  float[][] decode(float[][] latents);

  /**
   * Encodes every row and decodes the mean of its posterior.
   *
   * @param rows {@code [n, d]}
   * @return {@code [n, d]}, means in data units
   */
  default float[][] reconstruct(float[][] rows) {
    return decode(encode(rows).mean());
  }

  /**
   * Draws z ~ p(z | y) and gives the mean of p(x | z, y), without its noise: what papers show as
   * samples. From the same z as {@link #sample(int, long, double)}.
   *
   * @param count how many, at least 1, as there
   * @param seed the same seed gives the same z
   * @param temperature as in {@link #sample(int, long, double)}
   * @return {@code [count, d]}, in data units
   */
  float[][] sampleMeans(int count, long seed, double temperature);

  /**
   * Decoder means at temperature 1.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same z
   * @return {@code [count, d]}, in data units
   */
  default float[][] sampleMeans(int count, long seed) {
    return sampleMeans(count, seed, 1);
  }

  /**
   * Decoder means at temperature 1 with {@link #DEFAULT_SEED}.
   *
   * @param count how many, at least 1
   * @return {@code [count, d]}, in data units
   */
  default float[][] sampleMeans(int count) {
    return sampleMeans(count, DEFAULT_SEED, 1);
  }

  /**
   * The evidence lower bound of every row, in both forms.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @param samples zⱼ ~ q(z | x, y) per row, at least 1
   * @param seed of the samples; they are a function of seed and row, not of the other rows
   * @return both forms
   * @throws IllegalStateException if a bound is not a number: weights of the model are not, or are
   *     so large that float32 overflows
   */
  Elbo elbo(float[][] rows, int samples, long seed);

  /**
   * The importance-sampled log-probability of every row, as {@link #logProb(float[][], int, long)}
   * has it and at the same cost, with the effective number of its samples.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @param importanceSamples k, at least 1
   * @param seed of the samples; they are a function of seed and row, not of the other rows
   * @return log-probabilities and effective sample sizes
   * @throws IllegalStateException if an importance weight is not a number, as there
   */
  ImportanceEstimate importanceEstimate(float[][] rows, int importanceSamples, long seed);

  /**
   * The importance-sampled log-probability of every row, log (1/k) Σⱼ p(x | zⱼ, y) p(zⱼ | y) / q(zⱼ
   * | x, y) with zⱼ ~ q(z | x, y): in expectation a lower bound on log p(x | y), which does not
   * fall when k grows and meets it in the limit (Burda, Grosse, Salakhutdinov 2016, theorem 1).
   * Runs in bounded memory for any k.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @param importanceSamples k, at least 1; papers report 5000
   * @param seed of the samples; they are a function of seed and row, not of the other rows
   * @return {@code [n]}, in nats; −∞ for a row so improbable that float32 overflows, never NaN
   * @throws IllegalStateException if an importance weight is not a number: weights of the model are
   *     not, or are so large that float32 overflows
   */
  default double[] logProb(float[][] rows, int importanceSamples, long seed) {
    return importanceEstimate(rows, importanceSamples, seed).logProb();
  }

  /**
   * {@link #logProb(float[][], int, long)} with {@link #DEFAULT_SEED}.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @param importanceSamples k, at least 1
   * @return {@code [n]}, in nats, as there
   * @throws IllegalStateException if an importance weight is not a number, as there
   */
  default double[] logProb(float[][] rows, int importanceSamples) {
    return logProb(rows, importanceSamples, DEFAULT_SEED);
  }
}
