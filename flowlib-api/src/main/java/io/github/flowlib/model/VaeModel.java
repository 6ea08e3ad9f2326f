package io.github.flowlib.model;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.VaeSpec;

/**
 * A variational autoencoder with weights. It holds native memory: close it.
 *
 * <pre>{@code
 * try (VaeModel vae = Models.create(spec)) {
 *   vae.fit(train, Training.builder().epochs(50).batchSize(100).learningRate(1e-3).build());
 *   float[][] images = vae.sampleMeansEach(2, 0, 2, 4);
 *   double nats = vae.evaluate(test, 500).logLikelihood();
 * }
 * }</pre>
 */
public interface VaeModel extends Model<VaeDistribution> {

  /**
   * What this model is.
   *
   * @return the specification
   */
  @Override
  VaeSpec spec();

  /**
   * One image per label, in their order: decoder means of zᵢ ~ p(z | y) at temperature 1, each
   * another z, always the same ones. For draws use {@link #sampleEach}, for other images {@link
   * #given(int[])}.
   *
   * @param labels each 0 … classes − 1; may repeat, may be none
   * @return {@code [labels, d]}, in data units
   * @throws IllegalStateException if the model is not conditional on classes alone or is closed
   * @throws IllegalArgumentException if a label is out of range
   */
  default float[][] sampleMeansEach(int... labels) {
    VaeDistribution conditioned = given(labels);
    return labels.length == 0 ? new float[0][] : conditioned.sampleMeans(labels.length);
  }

  /**
   * The evidence lower bound of every row of a data set, with its labels or context, by samples of
   * {@link Sampler#DEFAULT_SEED}.
   *
   * @param data rows, with labels or context as the model wants them
   * @param samples zⱼ ~ q(z | x, y) per row, at least 1
   * @return both forms
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is closed, or a bound is not a number, as in {@link
   *     VaeDistribution#elbo}
   */
  Elbo elbo(Dataset data, int samples);

  /**
   * The importance-sampled log-probability of every row of a data set, with its labels or context,
   * and the effective number of its samples, which have {@link Sampler#DEFAULT_SEED}.
   *
   * @param data rows, with labels or context as the model wants them
   * @param importanceSamples k of {@link VaeDistribution#logProb(float[][], int)}, at least 1
   * @return log-probabilities and effective sample sizes
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is closed, or an importance weight is not a number,
   *     as in {@link VaeDistribution#logProb(float[][], int, long)}
   */
  ImportanceEstimate importanceEstimate(Dataset data, int importanceSamples);

  /**
   * The importance-sampled log-probability of every row of a data set, with its labels or context,
   * by samples of {@link Sampler#DEFAULT_SEED}.
   *
   * @param data rows, with labels or context as the model wants them
   * @param importanceSamples k of {@link VaeDistribution#logProb(float[][], int)}, at least 1
   * @return {@code [n]}, in nats
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is closed, or an importance weight is not a number,
   *     as in {@link VaeDistribution#logProb(float[][], int, long)}
   */
  default double[] logProb(Dataset data, int importanceSamples) {
    return importanceEstimate(data, importanceSamples).logProb();
  }

  /**
   * The mean importance-sampled log-probability of a data set, with its labels or context, by
   * samples of {@link Sampler#DEFAULT_SEED}.
   *
   * @param data rows, with labels or context as the model wants them
   * @param importanceSamples k of {@link VaeDistribution#logProb(float[][], int)}, at least 1
   * @return mean, standard error and bits per dimension
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is closed, or an importance weight is not a number,
   *     as in {@link VaeDistribution#logProb(float[][], int, long)}
   */
  Evaluation evaluate(Dataset data, int importanceSamples);
}
