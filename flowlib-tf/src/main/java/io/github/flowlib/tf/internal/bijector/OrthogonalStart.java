package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.tf.internal.graph.Init;
import java.lang.ref.SoftReference;
import java.util.SplittableRandom;

/**
 * A random orthogonal matrix as P L (U + diag(d)), by Gram and Schmidt's method, twice, on normal
 * numbers, and elimination with partial pivoting; in double.
 *
 * @param rows row i of W is row {@code rows[i]} of L (U + diag(d))
 * @param lower L, row-major
 * @param upper U + diag(d), row-major
 */
record OrthogonalStart(int[] rows, double[][] lower, double[][] upper) {

  static OrthogonalStart of(int size, SplittableRandom random) {
    double[][] a = orthogonal(size, random);
    int[] order = new int[size]; // the row of a that elimination has put here
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    double[][] lower = new double[size][size];
    for (int k = 0; k < size; k++) {
      int pivot = k;
      for (int i = k + 1; i < size; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      swap(a, k, pivot);
      swap(lower, k, pivot);
      int row = order[k];
      order[k] = order[pivot];
      order[pivot] = row;
      lower[k][k] = 1;
      for (int i = k + 1; i < size; i++) {
        double factor = a[i][k] / a[k][k];
        lower[i][k] = factor;
        a[i][k] = 0;
        for (int j = k + 1; j < size; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    int[] rows = new int[size];
    for (int k = 0; k < size; k++) {
      rows[order[k]] = k;
    }
    return new OrthogonalStart(rows, lower, a);
  }

  private static void swap(double[][] matrix, int i, int j) {
    double[] row = matrix[i];
    matrix[i] = matrix[j];
    matrix[j] = row;
  }

  private static double[][] orthogonal(int size, SplittableRandom random) {
    double[][] q = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        q[i][j] = random.nextGaussian();
      }
      for (int twice = 0; twice < 2; twice++) { // once loses digits in large matrices
        for (int k = 0; k < i; k++) {
          double dot = dot(q[i], q[k]);
          for (int j = 0; j < size; j++) {
            q[i][j] -= dot * q[k][j];
          }
        }
      }
      double norm = Math.sqrt(dot(q[i], q[i]));
      for (int j = 0; j < size; j++) {
        q[i][j] /= norm;
      }
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** Makes one matrix for several variables that draw from the same random numbers. */
  static final class Shared {

    private final int size;
    private long key;
    private SoftReference<OrthogonalStart> last = new SoftReference<>(null);

    Shared(int size) {
      this.size = size;
    }

    /** A part of it, as the initial values of a variable. */
    Init init(Part part) {
      return (count, random) -> part.of(start(random.nextLong()), count);
    }

    private synchronized OrthogonalStart start(long seed) {
      OrthogonalStart start = last.get();
      if (start == null || key != seed) {
        start = OrthogonalStart.of(size, new SplittableRandom(seed));
        key = seed;
        last = new SoftReference<>(start);
      }
      return start;
    }
  }

  /** Takes the values of a variable. */
  @FunctionalInterface
  interface Part {

    float[] of(OrthogonalStart start, int count);
  }
}
