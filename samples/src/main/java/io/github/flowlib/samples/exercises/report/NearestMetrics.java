package io.github.flowlib.samples.exercises.report;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.samples.exercises.evaluation.NearestNeighbours;
import java.util.Arrays;

/**
 * How near generated images are to the training images, beside how near real test images are: a
 * model that draws training images again would be much nearer than these. Distances are Euclidean,
 * of pixels between 0 and 1.
 *
 * @param images so many of each
 * @param generated at temperature 1; of an autoencoder decoder means
 * @param real the first test images
 */
public record NearestMetrics(int images, Distances generated, Distances real) {

  /** Full ink, in grey levels. */
  private static final double INK = 255;

  /**
   * Searches all training images.
   *
   * @param generated images
   * @param test as many real ones are taken, from the first on; no more than there are
   * @param train among which to search
   * @return the distances of both
   */
  public static NearestMetrics of(float[][] generated, Dataset test, Dataset train) {
    int images = Math.min(generated.length, test.rows());
    return new NearestMetrics(
        images,
        Distances.of(NearestNeighbours.in(train, Arrays.copyOf(generated, images)).distances()),
        Distances.of(NearestNeighbours.in(train, test.head(images).toArray()).distances()));
  }

  /**
   * Distances to the nearest training image.
   *
   * @param mean over the images
   * @param median of them
   * @param smallest of them
   */
  public record Distances(double mean, double median, double smallest) {

    /**
     * Summarises.
     *
     * @param greyLevels one distance per image, in grey levels; at least one
     * @return mean, median and smallest, for pixels between 0 and 1
     */
    public static Distances of(double[] greyLevels) {
      double[] sorted =
          Arrays.stream(greyLevels).map(distance -> distance / INK).sorted().toArray();
      return new Distances(
          Arrays.stream(sorted).average().orElseThrow(),
          (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
          sorted[0]);
    }
  }
}
