package io.github.flowlib.samples.exercises;

import io.github.flowlib.samples.exercises.training.Digits;

/**
 * What is left of the strokes of an image: how much ink there is, and whether it hangs together.
 */
final class Strokes {

  /** Of 0 … 255; what is brighter is ink. */
  private static final float INK = 127.5f;

  private Strokes() {}

  /** The share of pixels that are ink, 0 … 1. */
  static double ink(float[] image) {
    int ink = 0;
    for (float pixel : image) {
      ink += pixel > INK ? 1 : 0;
    }
    return ink / (double) image.length;
  }

  /**
   * The share of ink without ink among its eight neighbours, 0 … 1; 0 for an image without ink.
   * Strokes have none, but for a dot.
   */
  static double isolated(float[] image) {
    int ink = 0;
    int alone = 0;
    for (int y = 0; y < Digits.SIDE; y++) {
      for (int x = 0; x < Digits.SIDE; x++) {
        if (image[y * Digits.SIDE + x] > INK) {
          ink++;
          alone += hasNeighbour(image, y, x) ? 0 : 1;
        }
      }
    }
    return ink == 0 ? 0 : alone / (double) ink;
  }

  /** Of the pixels that are ink in one of two images, the share that is ink in both, 0 … 1. */
  static double shared(float[] a, float[] b) {
    int one = 0;
    int both = 0;
    for (int j = 0; j < a.length; j++) {
      one += a[j] > INK || b[j] > INK ? 1 : 0;
      both += a[j] > INK && b[j] > INK ? 1 : 0;
    }
    return one == 0 ? 0 : both / (double) one;
  }

  private static boolean hasNeighbour(float[] image, int y, int x) {
    for (int row = Math.max(0, y - 1); row <= Math.min(Digits.SIDE - 1, y + 1); row++) {
      for (int column = Math.max(0, x - 1); column <= Math.min(Digits.SIDE - 1, x + 1); column++) {
        if ((row != y || column != x) && image[row * Digits.SIDE + column] > INK) {
          return true;
        }
      }
    }
    return false;
  }
}
