package io.github.flowlib.samples.baseline;

import java.util.stream.IntStream;

/**
 * A multivariate normal distribution with full covariance, fitted by maximum likelihood: log p(z) =
 * −½ (z − μ)ᵀ Σ⁻¹ (z − μ) − ½ log det Σ − d/2 · log 2π.
 *
 * <p>Fitted to logit pixels it is the first row of the table of Papamakarios, Pavlakou, Murray 2017
 * (arXiv 1705.07057), and so a check of the preprocessing.
 */
public final class FullCovarianceGaussian {

  private final double[] mean;
  private final Cholesky factor;
  private final double logNormalizer;

  private FullCovarianceGaussian(double[] mean, Cholesky factor) {
    this.mean = mean;
    this.factor = factor;
    logNormalizer = factor.logDeterminant() + mean.length / 2.0 * Math.log(2 * Math.PI);
  }

  /**
   * Starts to collect rows.
   *
   * @param dimension values in a row
   * @return an empty fit
   */
  public static Fit fit(int dimension) {
    return new Fit(dimension);
  }

  /** Collects rows in chunks, so that the training data need not be in memory at once. */
  public static final class Fit {

    private final Covariance covariance;

    private Fit(int dimension) {
      covariance = new Covariance(dimension);
    }

    /**
     * Adds rows.
     *
     * @param rows {@code [n, d]}
     * @return this fit
     */
    public Fit add(float[][] rows) {
      covariance.add(rows);
      return this;
    }

    /**
     * Ends the fit.
     *
     * @return the distribution
     * @throws IllegalArgumentException if the covariance is singular
     */
    public FullCovarianceGaussian build() {
      return new FullCovarianceGaussian(covariance.mean(), Cholesky.of(covariance.lowerTriangle()));
    }
  }

  /**
   * log p(z) of every row.
   *
   * @param rows {@code [n, d]}
   * @return one per row, in nats
   */
  public double[] logProb(float[][] rows) {
    return IntStream.range(0, rows.length).parallel().mapToDouble(i -> logProb(rows[i])).toArray();
  }

  private double logProb(float[] row) {
    double[] centred = new double[mean.length];
    for (int j = 0; j < centred.length; j++) {
      centred[j] = row[j] - mean[j];
    }
    return -0.5 * factor.squaredNorm(centred) - logNormalizer;
  }
}
