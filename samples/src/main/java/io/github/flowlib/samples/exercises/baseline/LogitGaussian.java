package io.github.flowlib.samples.exercises.baseline;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Evaluation;

/**
 * The {@link FullCovarianceGaussian} on logit pixels, fitted to one data set and evaluated on
 * another.
 */
public final class LogitGaussian {

  private static final int CHUNK = 2000;

  private LogitGaussian() {}

  /**
   * Fits and evaluates.
   *
   * @param train rows of 8-bit pixels, more than a row has values
   * @param test rows of 8-bit pixels
   * @param alpha of the logit
   * @param seed of the dequantization noise
   * @return nats in the data's own units, and in logit space
   * @throws IllegalArgumentException if there are too few rows for a covariance
   */
  public static Evaluation evaluate(Dataset train, Dataset test, double alpha, long seed) {
    int d = train.dimension();
    checkArgument(
        train.rows() > d,
        "a full covariance of %s values needs more than %s rows, but there were %s",
        d,
        d,
        train.rows());
    try (LogitPixels logit = new LogitPixels(d, alpha, seed)) {
      FullCovarianceGaussian.Fit fit = FullCovarianceGaussian.fit(d);
      for (int from = 0; from < train.rows(); from += CHUNK) {
        fit.add(logit.of(chunk(train, from)));
      }
      FullCovarianceGaussian gaussian = fit.build();

      double[] logProb = new double[test.rows()];
      double[] inLogitSpace = new double[test.rows()];
      for (int from = 0; from < test.rows(); from += CHUNK) {
        float[][] rows = logit.of(chunk(test, from));
        double[] densities = gaussian.logProb(rows);
        for (int i = 0; i < rows.length; i++) {
          inLogitSpace[from + i] = densities[i];
          logProb[from + i] = densities[i] + logit.logDeterminant(rows[i]);
        }
      }
      return Evaluation.of(logProb, d, inLogitSpace);
    }
  }

  private static Dataset chunk(Dataset data, int from) {
    return data.slice(from, Math.min(from + CHUNK, data.rows()));
  }
}
