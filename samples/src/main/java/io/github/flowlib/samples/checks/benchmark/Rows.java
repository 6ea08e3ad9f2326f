package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import java.util.SplittableRandom;

/** Rows of no meaning: what they are does not change how long anything takes. */
final class Rows {

  /** After so many they come again. */
  private static final int DIFFERENT = 1000;

  private static final int GREY_LEVELS = 256;

  private Rows() {}

  /** What a model takes: grey levels if it models those. */
  static float[][] of(ModelSpec spec, int count) {
    int levels = spec instanceof FlowSpec flow ? flow.dequantization().levels() : GREY_LEVELS;
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
