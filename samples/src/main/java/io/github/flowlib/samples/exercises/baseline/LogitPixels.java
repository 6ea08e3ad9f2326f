package io.github.flowlib.samples.exercises.baseline;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import java.util.SplittableRandom;

/**
 * Takes 8-bit pixels into logit space, by the engine's own {@link Logit}: a flow of that transform
 * alone. Its noise u is drawn once, from the midpoints of 2¹⁵ equal parts of (0, 1), so that x + u
 * is exact in float32.
 */
final class LogitPixels implements AutoCloseable {

  private static final int LEVELS = 256;
  private static final int STEPS = 1 << 15;

  private final double alpha;
  private final FlowModel flow;
  private final SplittableRandom random;

  LogitPixels(int dimension, double alpha, long seed) {
    this.alpha = alpha;
    random = new SplittableRandom(seed);
    flow =
        Models.create(
            new FlowSpec(
                EventShape.vector(dimension),
                Context.none(),
                Dequantization.none(),
                ImmutableList.of(new Logit(alpha, 0, LEVELS)),
                Base.normal()));
  }

  /** Rows of pixels → rows in logit space. */
  float[][] of(Dataset pixels) {
    float[][] rows = pixels.toArray();
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] += (random.nextInt(STEPS) + 0.5f) / STEPS;
      }
    }
    return flow.distribution().toNoise(rows);
  }

  /**
   * Σ log |dz/dx| of a row in logit space, which takes its log-density back to pixels: log(1 − 2α)
   * − log 256 − log p − log(1 − p) with p = 1 / (1 + e⁻ᶻ).
   */
  double logDeterminant(float[] z) {
    double sum = z.length * (Math.log1p(-2 * alpha) - Math.log(LEVELS));
    for (float value : z) {
      // −log p − log(1 − p) = |z| + 2 log(1 + e^−|z|)
      double size = Math.abs(value);
      sum += size + 2 * Math.log1p(Math.exp(-size));
    }
    return sum;
  }

  @Override
  public void close() {
    flow.close();
  }
}
