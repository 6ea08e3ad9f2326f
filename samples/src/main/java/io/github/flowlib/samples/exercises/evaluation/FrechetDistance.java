package io.github.flowlib.samples.exercises.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.samples.exercises.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The squared Fréchet distance of two sets of feature rows, taken for Gaussian:
 *
 * <pre>d² = ‖m₁ − m₂‖² + tr(C₁ + C₂ − 2 (C₁ C₂)^½)</pre>
 *
 * <p>with means m and covariances C (Dowson and Landau 1982). In the features of a network it says
 * how alike two sets of images are, each as a whole; with those of Inception it is the FID (Heusel
 * et al. 2017, section 3). Distances in different features cannot be compared, and neither can
 * those of sets of different size: small sets lie too far apart.
 *
 * @param value d², at least 0
 * @param standardError by chance of the first set, from the jackknife over {@value #GROUPS} groups;
 *     NaN for fewer than {@value #LEAST} rows
 */
public record FrechetDistance(double value, double standardError) {

  private static final int GROUPS = 10;

  /** Two rows in every group. */
  private static final int LEAST = 20;

  /**
   * Measures.
   *
   * @param features {@code [n, d]}, n at least 2
   * @param reference {@code [m, d]}, m at least 2
   * @return the distance
   */
  public static FrechetDistance between(float[][] features, float[][] reference) {
    return between(features, Moments.of(reference));
  }

  static FrechetDistance between(float[][] features, Moments reference) {
    Moments all = Moments.of(features);
    return new FrechetDistance(
        squared(all, reference),
        features.length < LEAST ? Double.NaN : jackknife(features, all, reference));
  }

  /** How the distance changes when a tenth of the rows is left out, whatever their order. */
  private static double jackknife(float[][] features, Moments all, Moments reference) {
    int[] order = Dataset.permutation(features.length, 0);
    double[] distances = new double[GROUPS];
    double mean = 0;
    for (int group = 0; group < GROUPS; group++) {
      List<float[]> rows = new ArrayList<>();
      for (int i = group; i < order.length; i += GROUPS) {
        rows.add(features[order[i]]);
      }
      Moments left = all.without(Moments.of(rows.toArray(new float[0][])));
      distances[group] = squared(left, reference);
      mean += distances[group] / GROUPS;
    }
    double squares = 0;
    for (double distance : distances) {
      squares += (distance - mean) * (distance - mean);
    }
    return Math.sqrt(squares * (GROUPS - 1) / GROUPS);
  }

  private static double squared(Moments a, Moments b) {
    checkArgument(
        a.dimension() == b.dimension(),
        "both sets must have rows of the same width, but had %s and %s",
        a.dimension(),
        b.dimension());
    double squares = 0;
    for (int i = 0; i < a.dimension(); i++) {
      squares += (a.mean(i) - b.mean(i)) * (a.mean(i) - b.mean(i));
    }
    DMatrixRMaj first = a.covariance();
    DMatrixRMaj second = b.covariance();
    double distance =
        squares
            + CommonOps_DDRM.trace(first)
            + CommonOps_DDRM.trace(second)
            - 2 * traceOfRoot(first, second);
    return Math.max(0, distance); // rounding makes −1e-15 of equal sets
  }

  /** C₁ C₂ has the eigenvalues of the symmetric C₁^½ C₂ C₁^½. */
  private static double traceOfRoot(DMatrixRMaj first, DMatrixRMaj second) {
    DMatrixRMaj root = root(first);
    DMatrixRMaj half = new DMatrixRMaj(first.numRows, first.numCols);
    DMatrixRMaj product = new DMatrixRMaj(first.numRows, first.numCols);
    CommonOps_DDRM.mult(root, second, half);
    CommonOps_DDRM.mult(half, root, product);
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(product, false);
    double sum = 0;
    for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
      sum += rootOf(eigen.getEigenvalue(i).real);
    }
    return sum;
  }

  private static DMatrixRMaj root(DMatrixRMaj covariance) {
    int n = covariance.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(covariance, true);
    DMatrixRMaj root = new DMatrixRMaj(n, n);
    for (int k = 0; k < n; k++) {
      DMatrixRMaj vector = eigen.getEigenVector(k);
      CommonOps_DDRM.multAddTransB(rootOf(eigen.getEigenvalue(k).real), vector, vector, root);
    }
    return root;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> eigen(DMatrixRMaj matrix, boolean vectors) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(matrix.numRows, vectors, true);
    // The decomposition may work in its argument, and wants it symmetric to the last bit.
    DMatrixRMaj symmetric = new DMatrixRMaj(matrix.numRows, matrix.numCols);
    CommonOps_DDRM.transpose(matrix, symmetric);
    CommonOps_DDRM.add(0.5, matrix, 0.5, symmetric, symmetric);
    if (!eigen.decompose(symmetric)) {
      throw new ArithmeticException("the eigenvalues of a covariance did not converge");
    }
    return eigen;
  }

  /** A feature that never moves has an eigenvalue of zero, which rounding makes negative. */
  private static double rootOf(double eigenvalue) {
    return Math.sqrt(Math.max(0, eigenvalue));
  }
}
