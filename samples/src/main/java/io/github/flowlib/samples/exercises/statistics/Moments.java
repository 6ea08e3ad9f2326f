package io.github.flowlib.samples.exercises.statistics;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Mean and covariance of rows, in double precision, from sums that can be added to and taken away.
 *
 * <p>Rows whose mean is far from zero should be counted from a point near it, so that their
 * products keep their digits.
 */
public final class Moments {

  private final int dimension;
  private final double[] origin;
  private final double[] sums;
  private final double[][] products;
  private int rows;

  /**
   * Starts with no rows, counted from zero.
   *
   * @param dimension values in a row
   */
  public Moments(int dimension) {
    this(new double[dimension]);
  }

  private Moments(double[] origin) {
    this.origin = origin;
    dimension = origin.length;
    sums = new double[dimension];
    products = new double[dimension][dimension];
  }

  /**
   * Starts with no rows.
   *
   * @param some rows near which the others lie: they are counted from the mean of these
   * @return moments without rows
   */
  public static Moments about(float[][] some) {
    double[] mean = new double[some[0].length];
    for (float[] row : some) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / (double) some.length;
      }
    }
    return new Moments(mean);
  }

  /**
   * The moments of rows.
   *
   * @param rows {@code [n, d]}, n at least 1
   * @return their moments
   */
  public static Moments of(float[][] rows) {
    checkArgument(rows.length > 0, "moments need at least 1 row, but had 0");
    Moments moments = new Moments(rows[0].length);
    moments.add(rows);
    return moments;
  }

  /**
   * Adds rows.
   *
   * @param chunk as wide as the others
   */
  public void add(float[][] chunk) {
    // Four rows at a time: every element of the big matrix is read and written once for four
    // products, and the inner loop is one that the JIT compiler turns into vector code.
    double[][] centred = new double[(chunk.length + 3) / 4 * 4][dimension];
    for (int n = 0; n < chunk.length; n++) {
      checkArgument(
          chunk[n].length == dimension,
          "rows must have %s values, but one had %s",
          dimension,
          chunk[n].length);
      for (int j = 0; j < dimension; j++) {
        centred[n][j] = chunk[n][j] - origin[j];
        sums[j] += centred[n][j];
      }
    }
    rows += chunk.length;
    IntStream.range(0, dimension)
        .parallel()
        .forEach(
            i -> {
              for (int n = 0; n < centred.length; n += 4) {
                addProducts(
                    products[i], i, centred[n], centred[n + 1], centred[n + 2], centred[n + 3]);
              }
            });
  }

  /** One product after the other, so that sums do not depend on the chunks that rows came in. */
  private static void addProducts(
      double[] target, int i, double[] a, double[] b, double[] c, double[] d) {
    double ai = a[i];
    double bi = b[i];
    double ci = c[i];
    double di = d[i];
    for (int j = 0; j <= i; j++) {
      target[j] = (((target[j] + ai * a[j]) + bi * b[j]) + ci * c[j]) + di * d[j];
    }
  }

  /**
   * These rows without some of them.
   *
   * @param part moments of some of the rows, counted from the same point
   * @return the moments of the others
   */
  public Moments without(Moments part) {
    Moments rest = new Moments(origin);
    rest.rows = rows - part.rows;
    for (int i = 0; i < dimension; i++) {
      rest.sums[i] = sums[i] - part.sums[i];
      for (int j = 0; j <= i; j++) {
        rest.products[i][j] = products[i][j] - part.products[i][j];
      }
    }
    return rest;
  }

  /**
   * Values in a row.
   *
   * @return d
   */
  public int dimension() {
    return dimension;
  }

  /**
   * The mean of a column.
   *
   * @param i its number
   * @return the mean
   */
  public double mean(int i) {
    checkArgument(rows > 0, "no rows were added");
    return origin[i] + sums[i] / rows;
  }

  /**
   * The variance of a column by maximum likelihood, with divisor n.
   *
   * @param i its number
   * @return the variance
   */
  public double variance(int i) {
    return Math.max(0, squares(i, i) / rows); // rounding may leave less than nothing
  }

  /**
   * The unbiased covariance, with divisor n − 1.
   *
   * @return {@code [d, d]}
   */
  public DMatrixRMaj covariance() {
    checkArgument(rows >= 2, "a covariance needs at least 2 rows, but had %s", rows);
    return covariance(rows - 1);
  }

  /**
   * The covariance by maximum likelihood, with divisor n.
   *
   * @return {@code [d, d]}
   */
  public DMatrixRMaj likeliestCovariance() {
    checkArgument(rows > 0, "no rows were added");
    return covariance(rows);
  }

  private DMatrixRMaj covariance(int divisor) {
    DMatrixRMaj covariance = new DMatrixRMaj(dimension, dimension);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double value = squares(i, j) / divisor;
        covariance.set(i, j, value);
        covariance.set(j, i, value);
      }
    }
    return covariance;
  }

  private double squares(int i, int j) {
    return products[i][j] - sums[i] * sums[j] / rows;
  }
}
