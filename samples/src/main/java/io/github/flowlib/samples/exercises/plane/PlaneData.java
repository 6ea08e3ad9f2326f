package io.github.flowlib.samples.exercises.plane;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.samples.console.Names;
import java.util.SplittableRandom;

/** Distributions in the plane that flows are usually shown on, of about unit scale. */
public enum PlaneData {

  /** Two half circles that reach into each other, with noise of deviation 0.1. */
  TWO_MOONS {
    @Override
    double[] point(SplittableRandom random) {
      double angle = Math.PI * random.nextDouble();
      boolean upper = random.nextBoolean();
      double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
      double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
      return noisy(random, 1.5 * (x - 0.5), 1.5 * (y - 0.25), 0.1);
    }
  },

  /** Two circles about the origin, of radius 1 and 2, with noise of deviation 0.1. */
  RINGS {
    @Override
    double[] point(SplittableRandom random) {
      double angle = 2 * Math.PI * random.nextDouble();
      double radius = random.nextBoolean() ? 1 : 2;
      return noisy(random, radius * Math.cos(angle), radius * Math.sin(angle), 0.1);
    }
  },

  /** The dark squares of a board of four by four on [−2, 2]², uniform. */
  CHECKERBOARD {
    @Override
    double[] point(SplittableRandom random) {
      double x = 4 * random.nextDouble() - 2;
      int square = (int) Math.floor(x) & 1;
      double y = random.nextDouble() + square + (random.nextBoolean() ? 0 : -2);
      return new double[] {x, y};
    }
  },

  /** Five arms that are bent as the wind blows. */
  PINWHEEL {
    @Override
    double[] point(SplittableRandom random) {
      double along = 1 + 0.3 * random.nextGaussian();
      double across = 0.1 * random.nextGaussian();
      double angle = 2 * Math.PI * random.nextInt(5) / 5 + 0.25 * Math.exp(along);
      return new double[] {
        1.5 * (along * Math.cos(angle) - across * Math.sin(angle)),
        1.5 * (along * Math.sin(angle) + across * Math.cos(angle))
      };
    }
  },

  /** Eight normal distributions of deviation {@value #DEVIATION} on a circle of radius 2. */
  EIGHT_GAUSSIANS {
    @Override
    double[] point(SplittableRandom random) {
      double angle = Math.PI / 4 * random.nextInt(8);
      return noisy(random, 2 * Math.cos(angle), 2 * Math.sin(angle), DEVIATION);
    }
  };

  static final double DEVIATION = 0.25;

  /** One point. */
  abstract double[] point(SplittableRandom random);

  private static double[] noisy(SplittableRandom random, double x, double y, double deviation) {
    return new double[] {
      x + deviation * random.nextGaussian(), y + deviation * random.nextGaussian()
    };
  }

  /**
   * Draws points.
   *
   * @param rows how many
   * @param seed the same seed gives the same points
   * @return rows of two numbers
   */
  public Dataset draw(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] points = new float[rows][];
    for (int i = 0; i < rows; i++) {
      double[] point = point(random);
      points[i] = new float[] {(float) point[0], (float) point[1]};
    }
    return Dataset.of(points);
  }

  /**
   * −∫ p log p of {@link #EIGHT_GAUSSIANS}, in nats, by a sum over a fine grid: what the best model
   * reaches on the mean of −log p.
   *
   * @return the entropy
   */
  public static double entropyOfEightGaussians() {
    double step = 0.01;
    double sum = 0;
    for (double x = -4; x <= 4; x += step) {
      for (double y = -4; y <= 4; y += step) {
        double p = densityOfEightGaussians(x, y);
        sum -= p == 0 ? 0 : p * Math.log(p) * step * step;
      }
    }
    return sum;
  }

  static double densityOfEightGaussians(double x, double y) {
    double sum = 0;
    for (int k = 0; k < 8; k++) {
      double dx = x - 2 * Math.cos(Math.PI / 4 * k);
      double dy = y - 2 * Math.sin(Math.PI / 4 * k);
      sum += Math.exp(-(dx * dx + dy * dy) / (2 * DEVIATION * DEVIATION));
    }
    return sum / (8 * 2 * Math.PI * DEVIATION * DEVIATION);
  }

  /**
   * Reads a name.
   *
   * @param name as {@link #toString} gives it, in any case
   * @return the distribution
   * @throws IllegalArgumentException if there is none of that name
   */
  public static PlaneData parse(String name) {
    return Names.parse(values(), name, "data", "must be one of %s, but was '%s'");
  }

  @Override
  public String toString() {
    return Names.of(this);
  }
}
