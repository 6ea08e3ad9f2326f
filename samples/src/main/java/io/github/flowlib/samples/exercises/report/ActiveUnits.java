package io.github.flowlib.samples.exercises.report;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Collections;

/**
 * Latent units that tell one image from another: those whose posterior means vary over the test
 * images by more than 0.01, Var_x(E[z_j | x, y]) (Burda, Grosse, Salakhutdinov 2016).
 *
 * @param active how many
 * @param variances of all units, the largest first
 */
public record ActiveUnits(int active, ImmutableList<Double> variances) {

  /** Where the paper draws the line. */
  private static final double THRESHOLD = 1e-2;

  /**
   * Counts.
   *
   * @param means of the posterior, a row for each image
   * @return the active ones
   */
  public static ActiveUnits of(float[][] means) {
    int units = means[0].length;
    double[] variances = new double[units];
    for (int j = 0; j < units; j++) {
      double mean = 0;
      for (float[] row : means) {
        mean += row[j] / (double) means.length;
      }
      for (float[] row : means) {
        variances[j] += (row[j] - mean) * (row[j] - mean) / means.length;
      }
    }
    return new ActiveUnits(
        (int) Arrays.stream(variances).filter(v -> v > THRESHOLD).count(),
        Arrays.stream(variances)
            .boxed()
            .sorted(Collections.reverseOrder())
            .collect(ImmutableList.toImmutableList()));
  }
}
