package io.github.flowlib.samples.exercises.baseline;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;

/**
 * Independent pixels, each with its own histogram: log p(x) = Σᵢ log pᵢ(xᵢ), where pᵢ(k) = (count
 * of level k at pixel i + 0.1) / (n + 256 · 0.1).
 *
 * <p>A cell of 8-bit data has width 1, so the probability of a level is also its density in the
 * data's own units, and bits per dimension are −log p / (d ln 2) as for a flow.
 */
public final class IndependentHistogram {

  /** Levels of an 8-bit pixel. */
  static final int LEVELS = 256;

  /** Added to every bin, so that no level is impossible. */
  static final double PSEUDO_COUNT = 0.1;

  private final int dimension;
  private final double[] logProbability;

  private IndependentHistogram(int dimension, double[] logProbability) {
    this.dimension = dimension;
    this.logProbability = logProbability;
  }

  /**
   * Counts the levels of every pixel.
   *
   * @param train rows of whole numbers 0 … 255
   * @return the model
   * @throws IllegalArgumentException if a value is not a whole number 0 … 255
   */
  public static IndependentHistogram fit(Dataset train) {
    int d = train.dimension();
    int[] counts = new int[d * LEVELS];
    float[] row = new float[d];
    for (int i = 0; i < train.rows(); i++) {
      train.copyRow(i, row, 0);
      for (int j = 0; j < d; j++) {
        counts[j * LEVELS + level(row[j])]++;
      }
    }
    double logTotal = Math.log(train.rows() + LEVELS * PSEUDO_COUNT);
    double[] logProbability = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      logProbability[i] = Math.log(counts[i] + PSEUDO_COUNT) - logTotal;
    }
    return new IndependentHistogram(d, logProbability);
  }

  /**
   * log p(x) of every row.
   *
   * @param data rows of whole numbers 0 … 255, as wide as the training rows
   * @return one per row, in nats
   */
  public double[] logProb(Dataset data) {
    checkArgument(
        data.dimension() == dimension,
        "rows must have %s values, but had %s",
        dimension,
        data.dimension());
    double[] result = new double[data.rows()];
    float[] row = new float[dimension];
    for (int i = 0; i < result.length; i++) {
      data.copyRow(i, row, 0);
      for (int j = 0; j < dimension; j++) {
        result[i] += logProbability(j, level(row[j]));
      }
    }
    return result;
  }

  /** Pixels of a row. */
  int dimension() {
    return dimension;
  }

  /** log p of a level at a pixel. */
  double logProbability(int pixel, int level) {
    return logProbability[pixel * LEVELS + level];
  }

  /** A grey value as the number of its bin. */
  static int level(float value) {
    int level = (int) value;
    checkArgument(
        level == value && level >= 0 && level < LEVELS,
        "pixels must be whole numbers 0 to 255, but one was %s",
        (Float) value);
    return level;
  }
}
