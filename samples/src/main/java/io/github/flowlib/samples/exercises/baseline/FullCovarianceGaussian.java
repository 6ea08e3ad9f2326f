package io.github.flowlib.samples.exercises.baseline;

import static java.util.Objects.requireNonNull;

import io.github.flowlib.samples.exercises.statistics.Moments;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * A multivariate normal distribution with full covariance, fitted by maximum likelihood: log p(z) =
 * −½ (z − μ)ᵀ Σ⁻¹ (z − μ) − ½ log det Σ − d/2 · log 2π.
 *
 * <p>Fitted to logit pixels it is the first row of the table of Papamakarios, Pavlakou, Murray 2017
 * (arXiv 1705.07057), and so a check of the preprocessing.
 */
public final class FullCovarianceGaussian {

  /** Below this share of the variance a pivot is rounding error. */
  private static final double SMALLEST_PIVOT = 1e-12;

  private final double[] mean;

  /** The lower Cholesky factor of the covariance, Σ = L Lᵀ. */
  private final DMatrixRMaj factor;

  private final double logNormalizer;

  private FullCovarianceGaussian(double[] mean, DMatrixRMaj factor) {
    this.mean = mean;
    this.factor = factor;
    double logDeterminant =
        IntStream.range(0, mean.length).mapToDouble(i -> Math.log(factor.get(i, i))).sum();
    logNormalizer = logDeterminant + mean.length / 2.0 * Math.log(2 * Math.PI);
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

    private final int dimension;
    private @Nullable Moments moments;

    private Fit(int dimension) {
      this.dimension = dimension;
    }

    /**
     * Adds rows.
     *
     * @param rows {@code [n, d]}, n at least 1
     * @return this fit
     */
    public Fit add(float[][] rows) {
      Moments sums = moments == null ? Moments.about(rows) : moments;
      sums.add(rows);
      moments = sums;
      return this;
    }

    /**
     * Ends the fit.
     *
     * @return the distribution
     * @throws IllegalArgumentException if the covariance is singular
     */
    public FullCovarianceGaussian build() {
      return build(0);
    }

    /**
     * Ends the fit with somewhat larger variances.
     *
     * @param ridge added to the variance of every dimension, at least 0
     * @return the distribution
     * @throws IllegalArgumentException if the covariance is singular all the same
     */
    public FullCovarianceGaussian build(double ridge) {
      Moments sums = requireNonNull(moments, "rows must be added before the fit ends");
      DMatrixRMaj covariance = sums.likeliestCovariance();
      for (int i = 0; i < dimension; i++) {
        covariance.add(i, i, ridge);
      }
      return new FullCovarianceGaussian(
          IntStream.range(0, dimension).mapToDouble(sums::mean).toArray(), factor(covariance));
    }
  }

  private static DMatrixRMaj factor(DMatrixRMaj covariance) {
    Optional<DMatrixRMaj> factor = cholesky(covariance, covariance.numRows);
    if (factor.isPresent()) {
      return factor.get();
    }
    // The smallest block at the upper left that has no factor ends where rows span no more.
    int regular = 0;
    int singular = covariance.numRows;
    while (singular - regular > 1) {
      int middle = (regular + singular) / 2;
      if (cholesky(covariance, middle).isPresent()) {
        regular = middle;
      } else {
        singular = middle;
      }
    }
    throw new IllegalArgumentException(
        "the covariance is singular at dimension "
            + (singular - 1)
            + "; it needs more rows than dimensions, and no dimension may follow from others");
  }

  /** The factor of the first rows and columns; empty if they are singular, but for rounding. */
  private static Optional<DMatrixRMaj> cholesky(DMatrixRMaj covariance, int size) {
    DMatrixRMaj block = CommonOps_DDRM.extract(covariance, 0, size, 0, size);
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(size, true);
    if (!cholesky.decompose(block.copy())) {
      return Optional.empty();
    }
    DMatrixRMaj factor = cholesky.getT(null);
    for (int i = 0; i < size; i++) {
      if (!(factor.get(i, i) * factor.get(i, i) > SMALLEST_PIVOT * block.get(i, i))) {
        return Optional.empty();
      }
    }
    return Optional.of(factor);
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

  /**
   * Draws one row, μ + L ε with ε standard normal.
   *
   * @param random where ε comes from
   * @return a row
   */
  public double[] sample(SplittableRandom random) {
    double[] noise = new double[mean.length];
    Arrays.setAll(noise, i -> random.nextGaussian());
    double[] row = mean.clone();
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j <= i; j++) {
        row[i] += factor.get(i, j) * noise[j];
      }
    }
    return row;
  }

  private double logProb(float[] row) {
    double[] centred = new double[mean.length];
    for (int j = 0; j < centred.length; j++) {
      centred[j] = row[j] - mean[j];
    }
    TriangularSolver_DDRM.solveL(factor.data, centred, centred.length);
    double squares = Arrays.stream(centred).map(value -> value * value).sum();
    return -0.5 * squares - logNormalizer;
  }
}
