package io.github.flowlib.samples.exercises.report;

import io.github.flowlib.model.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * What is reported of a class-conditional model that is not told the label: its density log p(x) =
 * log Σ_y p(x | y) − log K, which can be compared with models that know no labels, and the label
 * that it finds most probable.
 *
 * @param testMarginalLogLikelihood nats per test image, in the data's own units
 * @param testMarginalLogLikelihoodStandardError of that mean
 * @param testMarginalLogLikelihoodLogit nats per test image in logit space; null without a logit
 * @param testMarginalBitsPerDimension bits
 * @param testAccuracy the part of the test images whose own label is argmax_y p(x | y), 0 … 1
 */
public record MarginalMetrics(
    double testMarginalLogLikelihood,
    double testMarginalLogLikelihoodStandardError,
    @Nullable Double testMarginalLogLikelihoodLogit,
    double testMarginalBitsPerDimension,
    double testAccuracy) {

  /**
   * Takes evaluations apart.
   *
   * @param marginal of log p(x) on the test set
   * @param conditional of log p(x | y) on the same rows
   * @param accuracy of argmax_y p(x | y)
   * @return the figures
   */
  public static MarginalMetrics of(Evaluation marginal, Evaluation conditional, double accuracy) {
    // The log-determinant of the logit does not depend on the label: it is the same for both.
    Double logit =
        conditional.logitLogLikelihood().isPresent()
            ? (Double)
                (marginal.logLikelihood()
                    + conditional.logitLogLikelihood().getAsDouble()
                    - conditional.logLikelihood())
            : null;
    return new MarginalMetrics(
        marginal.logLikelihood(),
        marginal.standardError(),
        logit,
        marginal.bitsPerDimension(),
        accuracy);
  }
}
