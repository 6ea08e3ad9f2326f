package io.github.flowlib.samples.exercises.report;

import io.github.flowlib.model.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * What is reported of a trivial model.
 *
 * @param name what it is
 * @param seconds to fit and evaluate
 * @param testLogLikelihood nats per test image, in the data's own units
 * @param testLogLikelihoodLogit nats per test image in logit space; null without a logit
 * @param testLogLikelihoodLogitStandardError of that mean; null with it
 * @param testLogLikelihoodStandardError of the mean in the data's own units
 * @param testBitsPerDimension bits
 */
public record BaselineMetrics(
    String name,
    double seconds,
    double testLogLikelihood,
    @Nullable Double testLogLikelihoodLogit,
    @Nullable Double testLogLikelihoodLogitStandardError,
    double testLogLikelihoodStandardError,
    double testBitsPerDimension) {

  /**
   * Takes an evaluation apart.
   *
   * @param name what the model is
   * @param seconds to fit and evaluate
   * @param evaluation on the test set
   * @return the figures
   */
  public static BaselineMetrics of(String name, double seconds, Evaluation evaluation) {
    return new BaselineMetrics(
        name,
        seconds,
        evaluation.logLikelihood(),
        ModelMetrics.orNull(evaluation.logitLogLikelihood()),
        ModelMetrics.orNull(evaluation.logitStandardError()),
        evaluation.standardError(),
        evaluation.bitsPerDimension());
  }
}
