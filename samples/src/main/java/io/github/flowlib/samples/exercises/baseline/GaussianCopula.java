package io.github.flowlib.samples.exercises.baseline;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import java.util.SplittableRandom;

/**
 * A Gaussian copula: every pixel through its own histogram onto a standard normal ({@link
 * PixelMarginals}), and then one normal distribution with full covariance for all of them together.
 * It has the marginals of {@link IndependentHistogram}, knows which pixels go together in pairs,
 * and is fitted by counting.
 *
 * <p>log p(x + u) = Σⱼ (log pⱼ(xⱼ) − log φ(zⱼ)) + log N(z; μ, Σ), with u uniform within the cell of
 * every pixel: as for a flow, its mean is a lower bound of log p(x).
 */
public final class GaussianCopula {

  /**
   * Added to the variances. A pixel with the same level in all training images is nothing but its
   * own noise, so nothing here is near singular as long as there are more rows than pixels.
   */
  static final double RIDGE = 1e-6;

  private static final int CHUNK = 2000;

  /** As in the library: offsets on the midpoints of 2¹⁵ equal parts of (0, 1). */
  private static final int STEPS = 1 << 15;

  private final PixelMarginals marginals;
  private final FullCovarianceGaussian gaussian;

  private GaussianCopula(PixelMarginals marginals, FullCovarianceGaussian gaussian) {
    this.marginals = marginals;
    this.gaussian = gaussian;
  }

  /**
   * Counts levels, and then the covariance of the normal values.
   *
   * @param train rows of whole numbers 0 … 255, more than a row has values
   * @param seed of the noise within the cells
   * @return the model
   * @throws IllegalArgumentException if there are too few rows for a covariance, or a value is not
   *     a whole number 0 … 255
   */
  public static GaussianCopula fit(Dataset train, long seed) {
    int d = train.dimension();
    checkArgument(
        train.rows() > d,
        "a full covariance of %s values needs more than %s rows, but there were %s",
        d,
        d,
        train.rows());
    PixelMarginals marginals = PixelMarginals.fit(train);
    SplittableRandom random = new SplittableRandom(seed);
    FullCovarianceGaussian.Fit fit = FullCovarianceGaussian.fit(d);
    for (int from = 0; from < train.rows(); from += CHUNK) {
      fit.add(
          toNormal(
              marginals,
              train.slice(from, Math.min(from + CHUNK, train.rows())).toArray(),
              random));
    }
    return new GaussianCopula(marginals, fit.build(RIDGE));
  }

  /**
   * log p(x + u) of every row, for one u each.
   *
   * @param data rows of whole numbers 0 … 255, as wide as the training rows
   * @param seed of the noise within the cells
   * @return one per row, in nats
   */
  public double[] logProb(Dataset data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] pixels = data.toArray();
    float[][] z = toNormal(marginals, pixels, random);
    double[] result = gaussian.logProb(z);
    for (int i = 0; i < result.length; i++) {
      result[i] += marginals.logDeterminant(pixels[i], z[i]);
    }
    return result;
  }

  /**
   * Draws images.
   *
   * @param count how many
   * @param seed the same seed gives the same images
   * @return {@code [count, d]}, whole numbers 0 … 255
   */
  public float[][] sample(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[count][];
    for (int i = 0; i < count; i++) {
      images[i] = marginals.toPixels(gaussian.sample(random));
    }
    return images;
  }

  private static float[][] toNormal(
      PixelMarginals marginals, float[][] pixels, SplittableRandom random) {
    float[][] z = new float[pixels.length][];
    for (int i = 0; i < z.length; i++) {
      z[i] = marginals.toNormal(pixels[i], offsets(pixels[i].length, random));
    }
    return z;
  }

  private static float[] offsets(int count, SplittableRandom random) {
    float[] offsets = new float[count];
    for (int j = 0; j < count; j++) {
      offsets[j] = (random.nextInt(STEPS) + 0.5f) / STEPS;
    }
    return offsets;
  }
}
