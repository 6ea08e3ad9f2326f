package com.example;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Ten lines that train, save, load, sample and score; the data and what is checked below them. */
public class Stranger {

  public static void main(String[] args) throws IOException {
    var spec = RealNVP.builder().dimension(2).couplings(4).hidden(32).conditional(2).build();
    Path path = Path.of("target", "model");
    try (FlowModel flow = Models.create(spec)) {
      flow.fit(points(), Training.builder().epochs(20).batchSize(50).learningRate(3e-3).build());
      flow.save(path);
    }
    try (FlowModel flow = Models.loadFlow(path)) {
      float[][] samples = flow.given(1).sample(3);
      check(samples, flow.given(1).logProb(samples), flow.given(0).logProb(samples));
    }
  }

  /** Class 0 around (-2, -2) and class 1 around (2, 2). */
  private static Dataset points() {
    Random random = new Random(1);
    int[] labels = random.ints(2000, 0, 2).toArray();
    return Dataset.of(IntStream.of(labels).mapToObj(y -> point(y, random)).toArray(float[][]::new))
        .withLabels(labels);
  }

  private static float[] point(int label, Random random) {
    double centre = label == 0 ? -2 : 2;
    return new float[] {
      (float) (centre + 0.5 * random.nextGaussian()), (float) (centre + 0.5 * random.nextGaussian())
    };
  }

  /** Three points within four standard deviations of their centre; else the build fails. */
  private static void check(float[][] samples, double[] own, double[] others) {
    System.out.println(Arrays.deepToString(samples) + " " + Arrays.toString(own));
    if (samples.length != 3) {
      throw new AssertionError("three samples were asked for");
    }
    for (int i = 0; i < 3; i++) {
      float[] point = samples[i];
      if (point.length != 2
          || !(Math.hypot(point[0] - 2, point[1] - 2) < 4 * 0.5)
          || !(own[i] > others[i])) {
        throw new AssertionError("not a point of class 1: " + Arrays.toString(point));
      }
    }
  }
}
