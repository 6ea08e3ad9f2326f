package io.github.flowlib.model;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.FlowSpec;

/**
 * A normalizing flow with weights. It holds native memory: close it.
 *
 * <pre>{@code
 * try (FlowModel flow = Models.create(spec)) {
 *   flow.fit(train, Training.builder().epochs(10).build());
 *   double[] nats = flow.distribution().logProb(rows); // a flow without context is p(x)
 * }
 * try (FlowModel digits = Models.create(RealNVP.builder().image(28, 28).conditional(10).build())) {
 *   digits.fit(train, Training.builder().epochs(10).build());
 *   float[][] sevens = digits.given(7).sample(64); // p(x | y = 7)
 * }
 * }</pre>
 */
public interface FlowModel extends Model<Distribution> {

  /**
   * What this model is.
   *
   * @return the specification
   */
  @Override
  FlowSpec spec();

  /**
   * The marginal density of every row under a uniform prior of the classes: log p(x) = log Σ_y p(x
   * | y) − log K, for K classes. It can be compared with the density of a flow without context.
   *
   * <p>Costs one evaluation of log p(x | y) per class.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @return {@code [n]}, in nats; −∞ for a row so far away that float32 overflows
   * @throws IllegalStateException if the flow is not conditional on classes, or on vectors as well,
   *     statistics are not fitted yet or the model is closed
   * @throws IllegalArgumentException if a row does not fit the flow
   */
  double[] marginalLogProb(float[][] rows);

  /**
   * The same for a flow conditional on classes and vectors: log p(x | c) = log Σ_y p(x | y, c) −
   * log K, with a uniform prior of the classes whatever c is.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @param context one vector per row, all finite
   * @return {@code [n]}, in nats; −∞ for a row or vector so far away that float32 overflows
   * @throws IllegalStateException if the flow is not conditional on classes and vectors, statistics
   *     are not fitted yet or the model is closed
   * @throws IllegalArgumentException if a row or vector does not fit the flow, or there are not as
   *     many vectors as rows
   */
  double[] marginalLogProb(float[][] rows, float[][] context);

  /**
   * The class under which every row is most probable, argmax_y log p(x | y): Bayes' rule with a
   * uniform prior. Equal densities go to the smaller label.
   *
   * <p>Costs one evaluation of log p(x | y) per class.
   *
   * @param rows {@code [n, d]}; n may be 0
   * @return {@code [n]}, labels 0 … classes − 1
   * @throws IllegalStateException if the flow is not conditional on classes, or on vectors as well,
   *     statistics are not fitted yet or the model is closed
   * @throws IllegalArgumentException if a row does not fit the flow, or has a log-probability of −∞
   *     under every class
   */
  int[] classify(float[][] rows);

  /**
   * The same for a flow conditional on classes and vectors: argmax_y log p(x | y, c), by Bayes'
   * rule argmax_y p(y | x, c) with a uniform prior p(y | c).
   *
   * @param rows {@code [n, d]}; n may be 0
   * @param context one vector per row, all finite
   * @return {@code [n]}, labels 0 … classes − 1
   * @throws IllegalStateException if the flow is not conditional on classes and vectors, statistics
   *     are not fitted yet or the model is closed
   * @throws IllegalArgumentException if a row or vector does not fit the flow, there are not as
   *     many vectors as rows, or a row has a log-probability of −∞ under every class
   */
  int[] classify(float[][] rows, float[][] context);

  /**
   * log p(x) of every row, or log p(x | y) with the labels or context of the data.
   *
   * @param data rows, with labels or context as the flow wants them; labels are ignored by a flow
   *     that is not conditional on classes
   * @return {@code [n]}, in nats; −∞ for a row so far away that float32 overflows
   * @throws IllegalArgumentException if the data do not fit the flow
   * @throws IllegalStateException if statistics are not fitted yet or the model is closed
   */
  double[] logProb(Dataset data);

  /**
   * The mean log-likelihood of a data set.
   *
   * @param data rows, with labels or context as the flow wants them; labels are ignored by a flow
   *     that is not conditional on classes
   * @return mean, standard error and bits per dimension; −∞ if a row is so far away that float32
   *     overflows, with how many are
   * @throws IllegalArgumentException if the data do not fit the flow
   * @throws IllegalStateException if statistics are not fitted yet or the model is closed
   */
  Evaluation evaluate(Dataset data);
}
