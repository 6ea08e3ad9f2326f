package io.github.flowlib.model;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.VaeSpec;

/**
 * A variational autoencoder with weights. It holds native memory: close it.
 *
 * <p>A model without context is itself the distribution p(x). A conditional one becomes p(x | y) by
 * {@code given(...)}; its own {@link #encode}, {@link #sample} and so on then throw {@link
 * IllegalStateException}.
 *
 * <pre>{@code
 * try (VaeModel vae = Models.create(spec)) {
 *   vae.fit(train, Training.builder().epochs(50).batchSize(100).learningRate(1e-3).build());
 *   float[][] images = vae.generate(2, 0, 2, 4);
 *   double nats = vae.evaluate(test, 500).logLikelihood();
 * }
 * }</pre>
 */
public interface VaeModel extends VaeDistribution, Model {

  /**
   * What this model is.
   *
   * @return the specification
   */
  @Override
  VaeSpec spec();

  /**
   * The model of one class, p(x | y), for any number of rows.
   *
   * @param label 0 … classes − 1
   * @return the conditional model
   * @throws IllegalStateException if the model is not conditional on classes, or on vectors as well
   * @throws IllegalArgumentException if the label is out of range
   */
  VaeDistribution given(int label);

  /**
   * The models p(x | y) with a label per row: the methods of the result take and give exactly so
   * many rows.
   *
   * @param labels one per row, each 0 … classes − 1
   * @return the conditional models
   * @throws IllegalStateException if the model is not conditional on classes, or on vectors as well
   * @throws IllegalArgumentException if a label is out of range
   */
  VaeDistribution given(int[] labels);

  /**
   * The models p(x | c) with a context vector per row: the methods of the result take and give
   * exactly so many rows.
   *
   * @param context one vector per row, all finite
   * @return the conditional models
   * @throws IllegalStateException if the model is not conditional on vectors, or on classes as well
   * @throws IllegalArgumentException if a vector has the wrong width or is not finite
   */
  VaeDistribution given(float[][] context);

  /**
   * The model p(x | c) of one context vector, for any number of rows.
   *
   * @param context all finite
   * @return the conditional model
   * @throws IllegalStateException if the model is not conditional on vectors, or on classes as well
   * @throws IllegalArgumentException if the vector has the wrong width or is not finite
   */
  VaeDistribution given(float[] context);

  /**
   * The model p(x | y, c) of one class and one context vector, for any number of rows.
   *
   * @param label 0 … classes − 1
   * @param context all finite
   * @return the conditional model
   * @throws IllegalStateException if the model is not conditional on classes and vectors
   * @throws IllegalArgumentException if the label is out of range, or the vector has the wrong
   *     width or is not finite
   */
  VaeDistribution given(int label, float[] context);

  /**
   * The models p(x | y, c) with a label and a context vector per row: the methods of the result
   * take and give exactly so many rows.
   *
   * @param labels one per row, each 0 … classes − 1
   * @param context one vector per row, all finite
   * @return the conditional models
   * @throws IllegalStateException if the model is not conditional on classes and vectors
   * @throws IllegalArgumentException if there are not as many vectors as labels, a label is out of
   *     range, or a vector has the wrong width or is not finite
   */
  VaeDistribution given(int[] labels, float[][] context);

  /**
   * One image per label, in their order: decoder means of zᵢ ~ p(z | y) at temperature 1, each
   * another z, always the same ones. For other images, or for draws, use {@link #given(int[])}.
   *
   * @param labels each 0 … classes − 1; may repeat, may be none
   * @return {@code [labels, d]}, in data units
   * @throws IllegalStateException if the model is not conditional on classes or is closed
   * @throws IllegalArgumentException if a label is out of range
   */
  default float[][] generate(int... labels) {
    VaeDistribution conditioned = given(labels);
    return labels.length == 0 ? new float[0][] : conditioned.sampleMeans(labels.length);
  }

  /**
   * The evidence lower bound of every row of a data set, with its labels or context.
   *
   * @param data rows, with labels or context as the model wants them
   * @param samples zⱼ ~ q(z | x, y) per row, at least 1
   * @return both forms
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is closed
   */
  Elbo elbo(Dataset data, int samples);

  /**
   * The importance-sampled log-probability of every row of a data set, with its labels or context.
   *
   * @param data rows, with labels or context as the model wants them
   * @param importanceSamples k of {@link #logProb(float[][], int)}, at least 1
   * @return {@code [n]}, in nats
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is closed
   */
  double[] logProb(Dataset data, int importanceSamples);

  /**
   * The mean importance-sampled log-probability of a data set, with its labels or context.
   *
   * @param data rows, with labels or context as the model wants them
   * @param importanceSamples k of {@link #logProb(float[][], int)}, at least 1
   * @return mean, standard error and bits per dimension
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is closed
   */
  Evaluation evaluate(Dataset data, int importanceSamples);
}
