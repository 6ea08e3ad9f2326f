package io.github.flowlib.samples.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejml.data.DMatrixRMaj;

/** Mean and covariance of rows, in double precision, from sums that can be added and taken away. */
final class Moments {

  private final int dimension;
  private final double[] sums;
  private final double[][] products;
  private int rows;

  Moments(int dimension) {
    this.dimension = dimension;
    sums = new double[dimension];
    products = new double[dimension][dimension];
  }

  static Moments of(float[][] rows) {
    checkArgument(rows.length > 0, "moments need at least 1 row, but had 0");
    Moments moments = new Moments(rows[0].length);
    for (float[] row : rows) {
      moments.add(row);
    }
    return moments;
  }

  void add(float[] row) {
    checkArgument(
        row.length == dimension, "rows must have %s values, but one had %s", dimension, row.length);
    rows++;
    for (int i = 0; i < dimension; i++) {
      sums[i] += row[i];
      for (int j = 0; j <= i; j++) {
        products[i][j] += (double) row[i] * row[j];
      }
    }
  }

  /** These rows without some of them. */
  Moments without(Moments part) {
    Moments rest = new Moments(dimension);
    rest.rows = rows - part.rows;
    for (int i = 0; i < dimension; i++) {
      rest.sums[i] = sums[i] - part.sums[i];
      for (int j = 0; j <= i; j++) {
        rest.products[i][j] = products[i][j] - part.products[i][j];
      }
    }
    return rest;
  }

  int rows() {
    return rows;
  }

  int dimension() {
    return dimension;
  }

  double mean(int i) {
    return sums[i] / rows;
  }

  /** With divisor n − 1: unbiased. */
  DMatrixRMaj covariance() {
    checkArgument(rows >= 2, "a covariance needs at least 2 rows, but had %s", rows);
    DMatrixRMaj covariance = new DMatrixRMaj(dimension, dimension);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double value = (products[i][j] - sums[i] * sums[j] / rows) / (rows - 1);
        covariance.set(i, j, value);
        covariance.set(j, i, value);
      }
    }
    return covariance;
  }
}
