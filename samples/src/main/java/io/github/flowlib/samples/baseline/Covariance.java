package io.github.flowlib.samples.baseline;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mean and covariance of rows that arrive in chunks, in double.
 *
 * <p>Sums are taken about the mean of the first chunk, so that a mean far from zero costs no
 * digits.
 */
final class Covariance {

  private final int dimension;
  private final double[] sums;
  private final double[][] products;
  private double[] shift = new double[0];
  private long rows;

  Covariance(int dimension) {
    this.dimension = dimension;
    sums = new double[dimension];
    products = new double[dimension][dimension];
  }

  void add(float[][] chunk) {
    if (rows == 0) {
      shift = meanOf(chunk);
    }
    // Four rows at a time: every element of the big matrix is read and written once for four
    // products, and the inner loop is one that the JIT compiler turns into vector code.
    double[][] centred = new double[(chunk.length + 3) / 4 * 4][dimension];
    for (int i = 0; i < chunk.length; i++) {
      checkArgument(
          chunk[i].length == dimension,
          "rows must have %s values, but one had %s",
          dimension,
          chunk[i].length);
      for (int j = 0; j < dimension; j++) {
        centred[i][j] = chunk[i][j] - shift[j];
        sums[j] += centred[i][j];
      }
    }
    rows += chunk.length;
    IntStream.range(0, dimension)
        .parallel()
        .forEach(
            i -> {
              for (int row = 0; row < centred.length; row += 4) {
                addProducts(
                    products[i],
                    i,
                    centred[row],
                    centred[row + 1],
                    centred[row + 2],
                    centred[row + 3]);
              }
            });
  }

  private static void addProducts(
      double[] target, int i, double[] a, double[] b, double[] c, double[] d) {
    double ai = a[i];
    double bi = b[i];
    double ci = c[i];
    double di = d[i];
    for (int j = 0; j <= i; j++) {
      target[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
    }
  }

  double[] mean() {
    checkState(rows > 0, "no rows were added");
    return IntStream.range(0, dimension).mapToDouble(j -> shift[j] + sums[j] / rows).toArray();
  }

  /** The lower triangle of the maximum-likelihood covariance, divided by n. */
  double[][] lowerTriangle() {
    checkState(rows > 0, "no rows were added");
    double[][] covariance = new double[dimension][];
    for (int i = 0; i < dimension; i++) {
      covariance[i] = Arrays.copyOf(products[i], i + 1);
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = covariance[i][j] / rows - sums[i] / rows * (sums[j] / rows);
      }
    }
    return covariance;
  }

  private double[] meanOf(float[][] chunk) {
    double[] mean = new double[dimension];
    for (float[] row : chunk) {
      for (int j = 0; j < dimension; j++) {
        mean[j] += row[j] / (double) chunk.length;
      }
    }
    return mean;
  }
}
