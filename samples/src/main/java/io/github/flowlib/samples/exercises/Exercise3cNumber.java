package io.github.flowlib.samples.exercises;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.model.Model;
import io.github.flowlib.samples.exercises.training.Digits;

/**
 * Exercise 3 (c): from a number to an image of it, in which each digit is generated conditionally.
 */
public final class Exercise3cNumber {

  /** Digits of a number at most. */
  private static final int MAX_DIGITS = 100;

  private static final int SCALE = 4;

  private Exercise3cNumber() {}

  /**
   * Draws a number, every digit generated conditionally.
   *
   * @param model of 28 × 28 images, conditional on ten classes
   * @param number see {@link #labels}
   * @param style how
   * @return the picture
   * @throws IllegalArgumentException if there is anything but digits, or the model is none of them
   */
  public static ImageGrid draw(Model<?> model, String number, Exercise3cDigits.Style style) {
    return row(Exercise3cDigits.images(model, labels(number), style));
  }

  /**
   * The digits of a number, from left to right; leading zeros are digits too.
   *
   * @param number 1 to 100 digits 0 to 9, nothing else
   * @return a label for each
   * @throws IllegalArgumentException if there is anything else
   */
  public static int[] labels(String number) {
    checkArgument(
        !number.isEmpty() && number.length() <= MAX_DIGITS,
        "a number must have 1 to %s digits, but has %s",
        MAX_DIGITS,
        number.length());
    int[] labels = new int[number.length()];
    for (int i = 0; i < labels.length; i++) {
      char c = number.charAt(i);
      checkArgument(
          c >= '0' && c <= '9',
          "a number must have digits 0 to 9 only, but '%s' has '%s' at position %s",
          number,
          Character.toString(number.codePointAt(i)),
          i + 1);
      labels[i] = c - '0';
    }
    return labels;
  }

  /** A row of equal square tiles without gaps, four times as large as the images. */
  private static ImageGrid row(float[][] images) {
    return ImageGrid.of(images, Digits.SIDE, Digits.SIDE)
        .columns(images.length)
        .gap(0)
        .scale(SCALE);
  }
}
