package com.example;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Learns class 0 around (-2, -2) and class 1 around (2, 2), and samples class 1. */
public class Stranger {

  public static void main(String[] args) {
    Random random = new Random(1);
    int[] labels = random.ints(2000, 0, 2).toArray();
    float[][] points = IntStream.of(labels).mapToObj(y -> point(y, random)).toArray(float[][]::new);

    FlowSpec spec = RealNVP.builder().dimension(2).couplings(4).hidden(32).conditional(2).build();
    try (FlowModel flow = Models.create(spec)) {
      Training training = Training.builder().epochs(20).batchSize(50).learningRate(0.003).build();
      flow.fit(Dataset.of(points).withLabels(labels), training);
      check(flow.given(1).sample(3));
    }
  }

  private static float[] point(int label, Random random) {
    double centre = label == 0 ? -2 : 2;
    return new float[] {
      (float) (centre + 0.5 * random.nextGaussian()), (float) (centre + 0.5 * random.nextGaussian())
    };
  }

  /** Three points within four standard deviations of the centre; else the build fails. */
  private static void check(float[][] samples) {
    System.out.println(Arrays.deepToString(samples));
    if (samples.length != 3) {
      throw new AssertionError("three samples were asked for");
    }
    for (float[] point : samples) {
      if (point.length != 2 || !(Math.hypot(point[0] - 2, point[1] - 2) < 4 * 0.5)) {
        throw new AssertionError("not a point of class 1: " + Arrays.toString(point));
      }
    }
  }
}
