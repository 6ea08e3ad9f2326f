package io.github.flowlib.tf;

import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import java.util.SplittableRandom;

/** Small models and data that several tests use. */
public final class Fixtures {

  private Fixtures() {}

  /** Two interleaved half circles with noise, labelled 0 and 1. */
  public static Dataset moons(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] points = new float[rows][];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      double angle = Math.PI * random.nextDouble();
      labels[i] = i % 2;
      double x = labels[i] == 0 ? Math.cos(angle) : 1 - Math.cos(angle);
      double y = labels[i] == 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
      points[i] =
          new float[] {
            (float) (x - 0.5 + 0.1 * random.nextGaussian()),
            (float) (y - 0.25 + 0.1 * random.nextGaussian())
          };
    }
    return Dataset.of(points).withLabels(labels);
  }

  /** 4 × 4 images of 256 levels whose brightness depends on the label 0 to 2. */
  public static Dataset images(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[rows][16];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(3);
      for (int j = 0; j < 16; j++) {
        boolean ink = (j / 4 + labels[i]) % 3 != 0;
        images[i][j] = ink ? 80 + 60 * labels[i] + random.nextInt(40) : random.nextInt(3);
      }
    }
    return Dataset.of(images).withLabels(labels);
  }

  public static FlowSpec moonsFlow() {
    return RealNVP.builder().dimension(2).couplings(4).hidden(32, 32).build();
  }

  public static FlowSpec imageFlow() {
    return RealNVP.builder().image(4, 4).couplings(2).hidden(24, 24).build();
  }

  public static FlowSpec conditionalImageFlow() {
    return RealNVP.builder().image(4, 4).couplings(2).hidden(24, 24).conditional(3).build();
  }

  public static Training.Builder quick(int epochs) {
    return Training.builder()
        .epochs(epochs)
        .batchSize(50)
        .learningRate(3e-3)
        .schedule(Schedule.warmupCosine(20))
        .seed(7);
  }
}
