package io.github.flowlib.samples.checks.benchmark;

import java.util.SplittableRandom;

/** Rows of no meaning: what they are does not change how long anything takes. */
final class Rows {

  private Rows() {}

  static float[][] gaussian(int count, int dimension) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[count][dimension];
    for (float[] row : rows) {
      for (int j = 0; j < dimension; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
