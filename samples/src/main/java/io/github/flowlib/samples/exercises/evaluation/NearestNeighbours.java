package io.github.flowlib.samples.exercises.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import java.util.Arrays;

/**
 * The nearest training images of some images: a model that has learned its training images by heart
 * draws them again, and here they would stand beside what it drew.
 */
public final class NearestNeighbours {

  private NearestNeighbours() {}

  /**
   * Searches all training images.
   *
   * @param images {@code [n, d]}
   * @param train of the same width
   * @return for each image the row in {@code train} at the smallest Euclidean distance, the first
   *     of several
   */
  public static int[] in(Dataset train, float[][] images) {
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
        double distance = squaredDistance(images[i], candidate);
        if (distance < smallest[i]) {
          smallest[i] = distance;
          nearest[i] = row;
        }
      }
    }
    return nearest;
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }
}
