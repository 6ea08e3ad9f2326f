package io.github.flowlib.samples.exercises.baseline;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.samples.exercises.statistics.StandardNormal;
import java.util.Arrays;

/**
 * Marginal Gaussianization of 8-bit pixels, in double precision: z = Φ⁻¹(c(k) + p(k)·u) for level k
 * and offset u within its cell, with p the {@link IndependentHistogram} of the pixel and c the mass
 * of all levels below.
 *
 * <p>The same formula as that of the library's {@link io.github.flowlib.spec.Marginals}, but for
 * whoever wants to choose u.
 */
public final class PixelMarginals {

  private static final int LEVELS = IndependentHistogram.LEVELS;

  private final IndependentHistogram histogram;

  /** Mass of the levels below, and of those above: near 1 only the other sum keeps its digits. */
  private final double[] below;

  private final double[] above;

  /** Φ⁻¹(c(k)), the lower edge of every cell; that of level 0 is −∞. */
  private final double[] edges;

  private PixelMarginals(IndependentHistogram histogram) {
    this.histogram = histogram;
    int size = histogram.dimension() * LEVELS;
    below = new double[size];
    above = new double[size];
    edges = new double[size];
    for (int j = 0; j < histogram.dimension(); j++) {
      int first = j * LEVELS;
      for (int k = 1; k < LEVELS; k++) {
        below[first + k] = below[first + k - 1] + mass(j, k - 1);
        int fromTop = LEVELS - 1 - k;
        above[first + fromTop] = above[first + fromTop + 1] + mass(j, fromTop + 1);
      }
      for (int k = 0; k < LEVELS; k++) {
        edges[first + k] = toNormal(j, k, 0);
      }
    }
  }

  /**
   * Counts the levels of every pixel.
   *
   * @param train rows of whole numbers 0 … 255
   * @return the marginals
   * @throws IllegalArgumentException if a value is not a whole number 0 … 255
   */
  public static PixelMarginals fit(Dataset train) {
    return new PixelMarginals(IndependentHistogram.fit(train));
  }

  /**
   * From pixels to normal values.
   *
   * @param pixels whole numbers 0 … 255, as wide as the training rows
   * @param offsets one per pixel, each above 0 and below 1
   * @return z
   * @throws IllegalArgumentException if a pixel is not a whole number 0 … 255
   */
  public float[] toNormal(float[] pixels, float[] offsets) {
    float[] z = new float[pixels.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = (float) toNormal(j, IndependentHistogram.level(pixels[j]), offsets[j]);
    }
    return z;
  }

  /**
   * From normal values to pixels: the level whose cell holds z.
   *
   * @param z as wide as the training rows
   * @return whole numbers 0 … 255
   */
  public float[] toPixels(double[] z) {
    float[] pixels = new float[z.length];
    for (int j = 0; j < z.length; j++) {
      int found = Arrays.binarySearch(edges, j * LEVELS, (j + 1) * LEVELS, z[j]);
      // What is not an edge comes back as −(the first edge above) − 1.
      pixels[j] = (found >= 0 ? found : -found - 2) - j * LEVELS;
    }
    return pixels;
  }

  /**
   * Σ log |dz/dx| of a row, which takes a log-density of z back to pixels: log p(k) − log φ(z) per
   * pixel.
   *
   * @param pixels whole numbers 0 … 255
   * @param z what {@link #toNormal} made of them
   * @return nats
   */
  double logDeterminant(float[] pixels, float[] z) {
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      sum += histogram.logProbability(j, IndependentHistogram.level(pixels[j]));
      sum -= StandardNormal.logDensity(z[j]);
    }
    return sum;
  }

  private double toNormal(int j, int level, double offset) {
    int i = j * LEVELS + level;
    double lower = below[i] + mass(j, level) * offset;
    double upper = above[i] + mass(j, level) * (1 - offset);
    return lower < upper ? StandardNormal.quantile(lower) : -StandardNormal.quantile(upper);
  }

  private double mass(int j, int level) {
    return Math.exp(histogram.logProbability(j, level));
  }
}
