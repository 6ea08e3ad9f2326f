package io.github.flowlib.samples.exercises.evaluation;

import io.github.flowlib.data.Dataset;
import java.util.SplittableRandom;

/**
 * Images in an order of their own for every epoch, each moved by at most one pixel to every side,
 * so that a network learns that this does not make another digit. Order and shifts depend on the
 * seed and the epoch alone.
 */
final class ShiftedImages {

  private final Dataset data;
  private final long seed;
  private final int side = ClassifierGraph.SIDE;
  private final float[] image = new float[side * side];
  private int[] order = new int[0];
  private SplittableRandom random = new SplittableRandom(0);

  ShiftedImages(Dataset data, long seed) {
    this.data = data;
    this.seed = seed;
  }

  /** Begins an epoch. */
  void shuffle(int epoch) {
    random = new SplittableRandom(new SplittableRandom(seed + epoch).nextLong());
    order = Dataset.permutation(data.rows(), random.nextLong());
  }

  /** Takes as many images as there are labels to fill. */
  void copy(int from, float[] pixels, int[] labels) {
    for (int i = 0; i < labels.length; i++) {
      int row = order[from + i];
      labels[i] = data.label(row);
      data.copyRow(row, image, 0);
      shift(random.nextInt(-1, 2), random.nextInt(-1, 2), pixels, i * image.length);
    }
  }

  private void shift(int right, int down, float[] target, int offset) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int fromX = x - right;
        int fromY = y - down;
        boolean inside = fromX >= 0 && fromX < side && fromY >= 0 && fromY < side;
        target[offset + y * side + x] = inside ? image[fromY * side + fromX] : 0;
      }
    }
  }
}
