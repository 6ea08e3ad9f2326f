package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.spec.FlowSpec;
import java.util.SplittableRandom;

/** Rows of no meaning: what they are does not change how long anything takes. */
final class Rows {

  private Rows() {}

  /** What a flow takes: grey levels if it models those. */
  static float[][] of(FlowSpec spec, int count) {
    int levels = spec.dequantization().levels();
    if (levels == 0) {
      return gaussian(count, spec.dimension());
    }
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[count][spec.dimension()];
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextInt(levels);
      }
    }
    return rows;
  }

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
