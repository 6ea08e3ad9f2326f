package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.spec.FlowSpec;
import java.util.SplittableRandom;

/** Rows of no meaning: what they are does not change how long anything takes. */
final class Rows {

  /** After so many they come again. */
  private static final int DIFFERENT = 1000;

  private Rows() {}

  /** What a flow takes: grey levels if it models those. */
  static float[][] of(FlowSpec spec, int count) {
    int levels = spec.dequantization().levels();
    return of(
        count,
        spec.dimension(),
        random -> levels == 0 ? (float) random.nextGaussian() : random.nextInt(levels));
  }

  static float[][] gaussian(int count, int dimension) {
    return of(count, dimension, random -> (float) random.nextGaussian());
  }

  private interface Value {

    float of(SplittableRandom random);
  }

  private static float[][] of(int count, int dimension, Value value) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = i < DIFFERENT ? new float[dimension] : rows[i % DIFFERENT];
      for (int j = 0; i < DIFFERENT && j < dimension; j++) {
        rows[i][j] = value.of(random);
      }
    }
    return rows;
  }
}
