package io.github.flowlib.samples.exercises.baseline;

import io.github.flowlib.data.Dataset;

/**
 * Independent binary pixels, per class or not: P(bit i = 1) = (Σ v + ½) / (n + 1) with v = level /
 * 255 over the training images.
 *
 * <p>A grey test image stands for all binary images that can be drawn from it; its log-probability
 * is the mean over them, Σᵢ vᵢ log pᵢ + (1 − vᵢ) log(1 − pᵢ), without any drawing.
 */
public final class IndependentBits {

  private static final double WHITE = 255;

  private final double[][] probability;
  private final boolean perClass;

  private IndependentBits(double[][] probability, boolean perClass) {
    this.probability = probability;
    this.perClass = perClass;
  }

  /**
   * Counts the ink of every pixel, over all classes.
   *
   * @param train grey images
   * @return the model p(x)
   */
  public static IndependentBits fit(Dataset train) {
    return fit(train, 1, false);
  }

  /**
   * Counts the ink of every pixel in every class.
   *
   * @param train grey images with labels
   * @param classes labels are 0 … classes − 1
   * @return the model p(x | y)
   */
  public static IndependentBits fitPerClass(Dataset train, int classes) {
    return fit(train, classes, true);
  }

  private static IndependentBits fit(Dataset train, int classes, boolean perClass) {
    double[][] ink = new double[classes][train.dimension()];
    int[] counts = new int[classes];
    float[] row = new float[train.dimension()];
    for (int i = 0; i < train.rows(); i++) {
      int y = perClass ? train.label(i) : 0;
      train.copyRow(i, row, 0);
      counts[y]++;
      for (int j = 0; j < row.length; j++) {
        ink[y][j] += row[j] / WHITE;
      }
    }
    for (int y = 0; y < classes; y++) {
      for (int j = 0; j < row.length; j++) {
        ink[y][j] = (ink[y][j] + 0.5) / (counts[y] + 1);
      }
    }
    return new IndependentBits(ink, perClass);
  }

  /**
   * The mean log-probability of the binary images of every grey image.
   *
   * @param data grey images, with labels if the model is per class
   * @return one per row, in nats
   */
  public double[] logProb(Dataset data) {
    double[] result = new double[data.rows()];
    float[] row = new float[data.dimension()];
    for (int i = 0; i < result.length; i++) {
      data.copyRow(i, row, 0);
      double[] p = probability[perClass ? data.label(i) : 0];
      for (int j = 0; j < row.length; j++) {
        double v = row[j] / WHITE;
        result[i] += v * Math.log(p[j]) + (1 - v) * Math.log1p(-p[j]);
      }
    }
    return result;
  }
}
