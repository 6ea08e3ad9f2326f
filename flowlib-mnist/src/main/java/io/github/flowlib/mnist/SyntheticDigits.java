package io.github.flowlib.mnist;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import java.util.SplittableRandom;

/**
 * Digits drawn by a program, in the format of {@link Mnist}: for tests, demonstrations and machines
 * without network.
 *
 * <p>Every digit is a few pen strokes along smooth curves, in one of several ways that people write
 * it, with random slant, proportions, wobble, width of the pen, size and position; no font is used.
 * As in MNIST, the drawing fits a box of 20 × 20 pixels and is moved so that its centre of mass
 * lies near the centre of the 28 × 28 pixels.
 *
 * <p>This is not MNIST: figures measured on these digits must not be compared with figures on
 * MNIST.
 */
public final class SyntheticDigits {

  private SyntheticDigits() {}

  /**
   * Draws digits.
   *
   * @param rows how many, at least 1
   * @param seed the same seed gives the same digits, on the same version of Java bit for bit
   * @return {@code [rows, 784]} of whole numbers 0 … 255 with labels 0 … 9; every label occurs
   *     equally often, up to one, in random order
   * @throws IllegalArgumentException if there would be no row, or more than fit an array
   */
  public static Dataset generate(int rows, long seed) {
    checkArgument(rows >= 1, "rows must be at least 1, but was %s", rows);
    int limit = Integer.MAX_VALUE / DigitCanvas.PIXELS;
    checkArgument(
        rows <= limit, "rows must be at most %s, but was %s; draw several data sets", limit, rows);
    int[] order = Dataset.permutation(rows, seed);
    int[] labels = new int[rows];
    float[] values = new float[rows * DigitCanvas.PIXELS];
    SplittableRandom seeds = new SplittableRandom(seed);
    DigitCanvas canvas = new DigitCanvas();
    for (int i = 0; i < rows; i++) {
      labels[i] = order[i] % 10;
      Handwriting hand = new Handwriting(seeds.split());
      Glyph glyph = hand.write(hand.choose(DigitTemplates.of(labels[i])));
      canvas.draw(glyph, hand);
      canvas.copyTo(values, i * DigitCanvas.PIXELS);
    }
    return Dataset.ofFlat(values, DigitCanvas.PIXELS).withLabels(labels);
  }
}
