package io.github.flowlib.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.OptionalDouble;

/**
 * How well a model predicts a data set. Every row counts once; sums are in double.
 *
 * @param rows the number of rows, n
 * @param dimension values in a row, d
 * @param logLikelihood the mean of log p(x) over the rows, in nats, as a density in the data's own
 *     units
 * @param standardError the standard error of that mean, s / √n; 0 for one row
 * @param logitLogLikelihood the mean log-likelihood in logit space, in nats: without the
 *     log-determinant of a leading logit transform. Papers report this figure; empty for flows that
 *     do not begin with a logit
 */
public record Evaluation(
    int rows,
    int dimension,
    double logLikelihood,
    double standardError,
    OptionalDouble logitLogLikelihood) {

  /**
   * Checks the sizes.
   *
   * @param rows see {@link #rows()}
   * @param dimension see {@link #dimension()}
   * @param logLikelihood see {@link #logLikelihood()}
   * @param standardError see {@link #standardError()}
   * @param logitLogLikelihood see {@link #logitLogLikelihood()}
   * @throws IllegalArgumentException if there is no row, or the dimension is below 1
   */
  public Evaluation {
    checkArgument(rows >= 1, "rows must be at least 1, but was %s", rows);
    checkArgument(dimension >= 1, "dimension must be at least 1, but was %s", dimension);
    checkNotNull(logitLogLikelihood, "logitLogLikelihood must not be null");
  }

  /**
   * Bits per dimension: −logLikelihood / (d · ln 2). For 8-bit images in 0 … 255 no constant is
   * added.
   *
   * @return bits
   */
  public double bitsPerDimension() {
    return -logLikelihood / (dimension * Math.log(2));
  }

  /**
   * Averages log-probabilities.
   *
   * @param logProb one per row, in nats; at least one
   * @param dimension values in a row, at least 1
   * @param logitLogLikelihood the mean in logit space, if it applies
   * @return mean and standard error
   */
  public static Evaluation of(double[] logProb, int dimension, OptionalDouble logitLogLikelihood) {
    checkArgument(logProb.length > 0, "an evaluation needs at least 1 row, but had 0");
    double sum = 0;
    for (double value : logProb) {
      sum += value;
    }
    double mean = sum / logProb.length;
    double squares = 0;
    for (double value : logProb) {
      squares += (value - mean) * (value - mean);
    }
    int n = logProb.length;
    double standardError = n == 1 ? 0 : Math.sqrt(squares / (n - 1) / n);
    return new Evaluation(n, dimension, mean, standardError, logitLogLikelihood);
  }
}
