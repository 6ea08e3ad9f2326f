package io.github.flowlib.samples.exercises;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.exercises.baseline.PixelMarginals;
import io.github.flowlib.samples.exercises.measurement.WeightsCopy;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Permutation;
import io.github.flowlib.spec.Transform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * f(x + u) for an offset u of one's own choice. A flow on whole numbers takes every pixel at the
 * middle of its cell, u = ½, on its way to noise; this is the same flow without its dequantization,
 * on the same weights, so it takes x + u as any other numbers.
 *
 * <p>{@link Marginals} read the level of a pixel and cannot stand in a flow without dequantization.
 * They are counted here once more, from the training images, and a transform that does nothing
 * keeps their place, so that the names of all weights stay what they are.
 */
final class ContinuousFlow implements AutoCloseable {

  /** Far above what float32 loses on the way, far below what other training images would change. */
  private static final double LARGEST_DIFFERENCE = 0.01;

  /** As in the library: offsets on the midpoints of 2¹⁵ equal parts, with which x + u is exact. */
  private static final int STEPS = 1 << 15;

  private final FlowModel flow;
  private final Optional<PixelMarginals> marginals;

  private ContinuousFlow(FlowModel flow, Optional<PixelMarginals> marginals) {
    this.flow = flow;
    this.marginals = marginals;
  }

  /**
   * Takes a flow's dequantization away.
   *
   * @param model a flow on 8-bit pixels, without context
   * @param train the images that it was trained on
   * @param some images to compare with, at least 1
   * @return the flow; empty if the model has no uniform dequantization, or does not agree at u = ½,
   *     as one that was trained on other images
   * @throws IOException if weights cannot be written or read
   */
  static Optional<ContinuousFlow> of(FlowModel model, Dataset train, float[][] some)
      throws IOException {
    FlowSpec spec = model.spec();
    if (!(spec.dequantization() instanceof Dequantization.Uniform uniform)
        || uniform.levels() != 256) {
      return Optional.empty();
    }
    List<Transform> transforms = new ArrayList<>(spec.transforms());
    Optional<PixelMarginals> marginals = Optional.empty();
    if (!transforms.isEmpty() && transforms.get(0) instanceof Marginals) {
      marginals = Optional.of(PixelMarginals.fit(train));
      transforms.set(0, nothing(spec.dimension()));
    }
    FlowModel flow =
        Models.create(
            new FlowSpec(
                spec.event(), spec.context(), Dequantization.none(), transforms, spec.base()));
    ContinuousFlow continuous = new ContinuousFlow(flow, marginals);
    boolean agrees = false;
    try {
      boolean counted = marginals.isPresent();
      WeightsCopy.copy(
          model,
          flow,
          name ->
              counted && name.startsWith("00_marginals/") ? Optional.empty() : Optional.of(name));
      agrees = continuous.differenceFrom(model, some) < LARGEST_DIFFERENCE;
      return agrees ? Optional.of(continuous) : Optional.empty();
    } finally {
      if (!agrees) {
        continuous.close();
      }
    }
  }

  private static Permutation nothing(int dimension) {
    return new Permutation(IntStream.range(0, dimension).boxed().toList());
  }

  /** The root mean square of what both make of the middles of cells. */
  private double differenceFrom(FlowModel model, float[][] pixels) {
    float[][] expected = model.distribution().toNoise(pixels);
    float[][] offsets = new float[pixels.length][pixels[0].length];
    for (float[] row : offsets) {
      Arrays.fill(row, 0.5f);
    }
    float[][] noise = toNoise(pixels, offsets);
    double squares = 0;
    for (int i = 0; i < noise.length; i++) {
      for (int j = 0; j < noise[i].length; j++) {
        double difference = noise[i][j] - expected[i][j];
        squares += difference * difference / noise[i].length / noise.length;
      }
    }
    return Math.sqrt(squares);
  }

  /**
   * f(x + u) with u uniform on (0, 1).
   *
   * @param pixels rows of whole numbers 0 … 255
   * @param seed of u
   * @return noise
   */
  float[][] toNoise(float[][] pixels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] offsets = new float[pixels.length][pixels[0].length];
    for (float[] row : offsets) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (random.nextInt(STEPS) + 0.5f) / STEPS;
      }
    }
    return toNoise(pixels, offsets);
  }

  private float[][] toNoise(float[][] pixels, float[][] offsets) {
    float[][] rows = new float[pixels.length][];
    for (int i = 0; i < rows.length; i++) {
      if (marginals.isPresent()) {
        rows[i] = marginals.get().toNormal(pixels[i], offsets[i]);
      } else {
        rows[i] = pixels[i].clone();
        for (int j = 0; j < rows[i].length; j++) {
          rows[i][j] += offsets[i][j];
        }
      }
    }
    return flow.distribution().toNoise(rows);
  }

  @Override
  public void close() {
    flow.close();
  }
}
