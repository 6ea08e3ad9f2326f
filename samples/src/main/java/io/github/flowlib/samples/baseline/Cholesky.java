package io.github.flowlib.samples.baseline;

/** The Cholesky factor of a positive definite matrix, A = L Lᵀ, by rows, in double. */
final class Cholesky {

  private final double[][] rows;

  private Cholesky(double[][] rows) {
    this.rows = rows;
  }

  /**
   * Factors a matrix given by its lower triangle, row i with i + 1 elements; the array is taken
   * over.
   *
   * @throws IllegalArgumentException if the matrix is not positive definite
   */
  static Cholesky of(double[][] lowerTriangle) {
    double[][] l = lowerTriangle;
    for (int i = 0; i < l.length; i++) {
      double diagonal = l[i][i];
      for (int j = 0; j < i; j++) {
        l[i][j] = (l[i][j] - dot(l[i], l[j], j)) / l[j][j];
      }
      double pivot = diagonal - dot(l[i], l[i], i);
      // Below this the pivot is rounding error: the rows span fewer dimensions than they have.
      if (!(pivot > diagonal * 1e-12)) {
        throw new IllegalArgumentException(
            "the covariance is singular at dimension "
                + i
                + "; it needs more rows than dimensions, and no dimension may follow from others");
      }
      l[i][i] = Math.sqrt(pivot);
    }
    return new Cholesky(l);
  }

  /** log |det L| = ½ log det A. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += Math.log(rows[i][i]);
    }
    return sum;
  }

  /** ‖L⁻¹ v‖² = vᵀ A⁻¹ v. */
  double squaredNorm(double[] v) {
    double[] solved = new double[v.length];
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      solved[i] = (v[i] - dot(rows[i], solved, i)) / rows[i][i];
      sum += solved[i] * solved[i];
    }
    return sum;
  }

  private static double dot(double[] a, double[] b, int length) {
    // Four sums, because one would wait for every addition to finish.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < length; j += 4) {
      s0 += a[j] * b[j];
      s1 += a[j + 1] * b[j + 1];
      s2 += a[j + 2] * b[j + 2];
      s3 += a[j + 3] * b[j + 3];
    }
    for (; j < length; j++) {
      s0 += a[j] * b[j];
    }
    return s0 + s1 + s2 + s3;
  }
}
