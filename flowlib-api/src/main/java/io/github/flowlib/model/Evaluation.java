package io.github.flowlib.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How well a model predicts a data set. Every row counts once; sums are in double.
 *
 * @param rows the number of rows, n
 * @param dimension values in a row, d
 * @param logLikelihood the mean of log p(x) over the rows, in nats: of a flow, or an autoencoder
 *     with a normal likelihood, as a density in the data's own units; of whole numbers or binary
 *     images under the other likelihoods
 * @param standardError the standard error of that mean, s / √n; NaN for one row, which says nothing
 *     about it, and where the mean is −∞
 * @param logitLogLikelihood the mean log-likelihood in logit space, in nats: without the
 *     log-determinant of a leading logit transform. Papers report this figure, for uniform
 *     dequantization; empty for flows that do not begin with a logit
 * @param logitStandardError the standard error of the mean in logit space; empty with it
 * @param impossibleRows how many rows have log p(x) = −∞, because they lie so far away that float32
 *     overflows; one is enough to make the mean −∞
 */
public record Evaluation(
    int rows,
    int dimension,
    double logLikelihood,
    double standardError,
    OptionalDouble logitLogLikelihood,
    OptionalDouble logitStandardError,
    int impossibleRows) {

  /**
   * Checks the sizes.
   *
   * @param rows see {@link #rows()}
   * @param dimension see {@link #dimension()}
   * @param logLikelihood see {@link #logLikelihood()}
   * @param standardError see {@link #standardError()}
   * @param logitLogLikelihood see {@link #logitLogLikelihood()}
   * @param logitStandardError see {@link #logitStandardError()}
   * @param impossibleRows see {@link #impossibleRows()}
   * @throws IllegalArgumentException if there is no row, the dimension is below 1, only one of the
   *     two figures in logit space is there, or the impossible rows are below 0 or more than the
   *     rows
   */
  public Evaluation {
    checkArgument(rows >= 1, "rows must be at least 1, but was %s", rows);
    checkArgument(dimension >= 1, "dimension must be at least 1, but was %s", dimension);
    checkNotNull(logitLogLikelihood, "logitLogLikelihood must not be null");
    checkNotNull(logitStandardError, "logitStandardError must not be null");
    checkArgument(
        logitLogLikelihood.isPresent() == logitStandardError.isPresent(),
        "logitLogLikelihood and logitStandardError must both be there or both be empty, but were %s"
            + " and %s",
        logitLogLikelihood,
        logitStandardError);
    checkArgument(
        impossibleRows >= 0 && impossibleRows <= rows,
        "impossibleRows must be 0 to %s, but was %s",
        rows,
        impossibleRows);
  }

  /**
   * Bits per dimension: −logLikelihood / (d · ln 2). For 8-bit images in 0 … 255 no constant is
   * added. Under a Bernoulli likelihood these are bits per binary pixel, and under a normal one on
   * images that were not dequantized they bound nothing; neither can be compared with a flow's.
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
   * @return mean and standard error, without figures in logit space
   */
  public static Evaluation of(double[] logProb, int dimension) {
    return new Evaluation(
        logProb.length,
        dimension,
        mean(logProb),
        standardError(logProb),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        impossible(logProb));
  }

  /**
   * Averages log-probabilities in the data's own units and in logit space.
   *
   * @param logProb one per row, in nats; at least one
   * @param dimension values in a row, at least 1
   * @param logitLogProb one per row, in nats, in logit space
   * @return means and standard errors
   */
  public static Evaluation of(double[] logProb, int dimension, double[] logitLogProb) {
    checkArgument(
        logitLogProb.length == logProb.length,
        "there must be as many values in logit space as others (%s), but were %s",
        logProb.length,
        logitLogProb.length);
    return new Evaluation(
        logProb.length,
        dimension,
        mean(logProb),
        standardError(logProb),
        OptionalDouble.of(mean(logitLogProb)),
        OptionalDouble.of(standardError(logitLogProb)),
        impossible(logProb));
  }

  private static double mean(double[] values) {
    checkArgument(values.length > 0, "an evaluation needs at least 1 row, but had 0");
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static int impossible(double[] logProb) {
    return (int) Arrays.stream(logProb).filter(value -> value == Double.NEGATIVE_INFINITY).count();
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    int n = values.length;
    return Math.sqrt(squares / (n - 1) / n); // 0 / 0 for one row
  }
}
