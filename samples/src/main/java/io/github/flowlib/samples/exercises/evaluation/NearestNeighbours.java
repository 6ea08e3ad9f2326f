package io.github.flowlib.samples.exercises.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import java.util.Arrays;

/**
 * The nearest training images of some images: a model that has learned its training images by heart
 * draws them again, and here they would stand beside what it drew.
 */
public final class NearestNeighbours {

  /** Pixels between two looks at the sum. */
  private static final int STRETCH = 56;

  private NearestNeighbours() {}

  /**
   * For each image its nearest one.
   *
   * @param rows of the training images, the first of several that are as near
   * @param distances Euclidean, in the units of the pixels
   */
  public record Found(int[] rows, double[] distances) {}

  /**
   * Searches all training images.
   *
   * @param images {@code [n, d]}
   * @param train of the same width
   * @return for each image the nearest training image
   */
  public static Found in(Dataset train, float[][] images) {
    for (float[] image : images) {
      checkArgument(
          image.length == train.dimension(),
          "images must have %s pixels like the training images, but one had %s",
          train.dimension(),
          image.length);
    }
    int[] nearest = new int[images.length];
    double[] smallest = new double[images.length];
    Arrays.fill(smallest, Double.POSITIVE_INFINITY);
    float[] candidate = new float[train.dimension()];
    for (int row = 0; row < train.rows(); row++) {
      train.copyRow(row, candidate, 0);
      for (int i = 0; i < images.length; i++) {
        double distance = squaredDistance(images[i], candidate, smallest[i]);
        if (distance < smallest[i]) {
          smallest[i] = distance;
          nearest[i] = row;
        }
      }
    }
    return new Found(nearest, Arrays.stream(smallest).map(Math::sqrt).toArray());
  }

  /**
   * Nearly all candidates are too far away after a few pixels, and then the others do not count.
   */
  private static double squaredDistance(float[] a, float[] b, double enough) {
    double sum = 0;
    for (int from = 0; from < a.length && sum < enough; from += STRETCH) {
      int to = Math.min(from + STRETCH, a.length);
      for (int i = from; i < to; i++) {
        double difference = a[i] - b[i];
        sum += difference * difference;
      }
    }
    return sum;
  }
}
