package io.github.flowlib.model;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A normalizing flow with weights. It holds native memory: close it.
 *
 * <p>A flow without context is itself the distribution p(x). A flow with context becomes one by
 * {@code given(...)}; its own {@link #logProb(float[][])}, {@link #sample} and so on then throw
 * {@link IllegalStateException}.
 *
 * <pre>{@code
 * try (FlowModel flow = Models.create(spec)) {
 *   flow.fit(train, Training.builder().epochs(10).build());
 *   float[][] sevens = flow.given(7).sample(64);
 * }
 * }</pre>
 */
public interface FlowModel extends Distribution, AutoCloseable {

  /**
   * What this model is.
   *
   * @return the specification
   */
  FlowSpec spec();

  /**
   * The number of trained weights. Statistics that are fitted by counting are not among them.
   *
   * @return weights and biases of all conditioners
   */
  long parameters();

  /**
   * The distribution p(x | y) of one class, for any number of rows.
   *
   * @param label 0 … classes − 1
   * @return the conditional distribution
   * @throws IllegalStateException if the flow is not conditional on classes
   * @throws IllegalArgumentException if the label is out of range
   */
  Distribution given(int label);

  /**
   * The distributions p(x | y) with a label per row: the methods of the result take and give
   * exactly so many rows.
   *
   * @param labels one per row, each 0 … classes − 1
   * @return the conditional distributions
   * @throws IllegalStateException if the flow is not conditional on classes
   * @throws IllegalArgumentException if a label is out of range
   */
  Distribution given(int[] labels);

  /**
   * The distributions p(x | c) with a context vector per row: the methods of the result take and
   * give exactly so many rows.
   *
   * @param context one vector per row, all finite
   * @return the conditional distributions
   * @throws IllegalStateException if the flow is not conditional on vectors
   * @throws IllegalArgumentException if a vector has the wrong width or is not finite
   */
  Distribution given(float[][] context);

  /**
   * The marginal density of every row under a uniform prior of the classes: log p(x) = log Σ_y p(x
   * | y) − log K, for K classes. It can be compared with the density of a flow without context.
   *
   * <p>Costs one {@link #logProb} per class.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @return {@code [n]}, in nats
   * @throws IllegalStateException if the flow is not conditional on classes, statistics are not
   *     fitted yet or the model is closed
   * @throws IllegalArgumentException if a row does not fit the flow
   */
  double[] marginalLogProb(float[][] rows);

  /**
   * The class under which every row is most probable, argmax_y log p(x | y): Bayes' rule with a
   * uniform prior. Equal densities go to the smaller label.
   *
   * <p>Costs one {@link #logProb} per class.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @return {@code [n]}, labels 0 … classes − 1
   * @throws IllegalStateException if the flow is not conditional on classes, statistics are not
   *     fitted yet or the model is closed
   * @throws IllegalArgumentException if a row does not fit the flow
   */
  int[] classify(float[][] rows);

  /**
   * Trains the flow to maximise the mean of log p(x), or log p(x | y) with the labels or context of
   * the data.
   *
   * <p>Transforms with statistics are fitted to the data first, once: a second {@code fit} goes on
   * from the weights and keeps the statistics. While one thread trains, others may use the model;
   * they see the old weights until {@code fit} returns.
   *
   * <p>The optimizer and its schedule begin anew with every call, and the order of rows and all
   * noise follow from the seed alone: give a second {@code fit} another seed.
   *
   * @param data the training rows, with labels or context as the flow wants them; labels are
   *     ignored by a flow that is not conditional on classes
   * @param training how to train
   * @return the history
   * @throws IllegalArgumentException if data or validation data do not fit the flow
   * @throws IllegalStateException if the model is closed
   * @throws io.github.flowlib.train.TrainingDivergedException if a loss or gradient is not finite
   */
  TrainingReport fit(Dataset data, Training training);

  /**
   * log p(x) of every row, or log p(x | y) with the labels or context of the data.
   *
   * @param data rows, with labels or context as the flow wants them; labels are ignored by a flow
   *     that is not conditional on classes
   * @return {@code [n]}, in nats
   * @throws IllegalArgumentException if the data do not fit the flow
   * @throws IllegalStateException if statistics are not fitted yet or the model is closed
   */
  double[] logProb(Dataset data);

  /**
   * The mean log-likelihood of a data set.
   *
   * @param data rows, with labels or context as the flow wants them; labels are ignored by a flow
   *     that is not conditional on classes
   * @return mean, standard error and bits per dimension
   * @throws IllegalArgumentException if the data do not fit the flow
   * @throws IllegalStateException if statistics are not fitted yet or the model is closed
   */
  Evaluation evaluate(Dataset data);

  /**
   * Writes the model into a directory: a TensorFlow SavedModel, {@code spec.json}, and a manifest
   * with checksums.
   *
   * <p>The directory is written beside its target and moved into place: it is there whole or not at
   * all. An earlier model of this library is replaced; an empty directory is used; anything else
   * that exists is refused.
   *
   * @param directory the target
   * @throws IOException if it cannot be written
   * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not a model of
   *     this library
   */
  void save(Path directory) throws IOException;

  /**
   * Frees the native memory. Later calls of other methods throw {@link IllegalStateException};
   * closing twice does nothing.
   */
  @Override
  void close();
}
