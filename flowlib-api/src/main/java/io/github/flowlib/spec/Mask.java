package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

/**
 * Splits an event into part A, which a coupling leaves unchanged and its conditioner reads, and
 * part B, which it transforms.
 *
 * <p>A mask is a kind, resolved by the shape of the event; couplings in a row use a mask and its
 * {@linkplain #flip() flipped} partner in turn, so that every value is transformed.
 *
 * @param kind how the event is split
 * @param flipped false: the first value is in A; true: it is in B
 */
public record Mask(Kind kind, boolean flipped) {

  /** The ways to split an event. */
  public enum Kind {
    /** The first half of the flat row against the second: A holds {@code i < ⌈d/2⌉}. */
    HALF,
    /**
     * Even against odd positions of the flat row: A holds even {@code i} (Dinh et al. 2015, NICE).
     */
    ALTERNATING,
    /**
     * The squares of a chess board: A holds pixels with even {@code row + column} (Dinh et al.
     * 2017, §3.4). Images only.
     */
    CHECKERBOARD,
    /**
     * The channels of every pixel: A holds the first {@code ⌈c/2⌉} (Dinh et al. 2017, §3.4). Images
     * with two channels or more, such as squeezed ones.
     */
    CHANNELS
  }

  /**
   * Checks for null.
   *
   * @param kind see {@link #kind()}
   * @param flipped see {@link #flipped()}
   */
  public Mask {
    checkNotNull(kind, "kind of a mask must not be null");
  }

  /**
   * A mask that is not flipped.
   *
   * @param kind how to split
   * @return the mask
   */
  public static Mask of(Kind kind) {
    return new Mask(kind, false);
  }

  /**
   * The complementary mask: A and B change places.
   *
   * @return the flipped mask
   */
  public Mask flip() {
    return new Mask(kind, !flipped);
  }

  /**
   * Decides for one position.
   *
   * @param shape the shape of the event
   * @param index position in the flat row, {@code 0 ≤ index < d}
   * @return true if the value is in part A
   * @throws IllegalArgumentException if the mask does not fit the shape
   */
  public boolean keeps(EventShape shape, int index) {
    checkFits(shape);
    boolean first =
        switch (kind) {
          case HALF -> index < (shape.dimension() + 1) / 2;
          case ALTERNATING -> index % 2 == 0;
          case CHECKERBOARD -> {
            int pixel = index / shape.size(2);
            yield (pixel / shape.size(1) + pixel % shape.size(1)) % 2 == 0;
          }
          case CHANNELS -> index % shape.size(2) < (shape.size(2) + 1) / 2;
        };
    return first != flipped;
  }

  /**
   * Checks that this mask can split an event of the given shape into two parts that are not empty.
   *
   * @param shape the shape of the event
   * @throws IllegalArgumentException if the event has fewer than two values, or the mask wants an
   *     image and got a vector
   */
  public void checkFits(EventShape shape) {
    checkArgument(
        shape.dimension() >= 2,
        "a coupling needs at least 2 values to split, but the event is %s; use dimension(2) or more",
        shape);
    if (kind == Kind.CHECKERBOARD) {
      checkArgument(
          shape.hasRows(),
          "a checkerboard mask needs an image [h, w, c], but the event is %s; use image(h, w), or an alternating mask",
          shape);
      checkArgument(
          shape.size(0) * shape.size(1) >= 2,
          "a checkerboard mask needs at least 2 pixels, but the event is %s",
          shape);
    }
    if (kind == Kind.CHANNELS) {
      checkArgument(
          shape.hasRows() && shape.size(2) >= 2,
          "a mask of channels needs an image [h, w, c] with at least 2 channels, but the event is %s; squeeze it"
              + " first, or use a checkerboard mask",
          shape);
    }
  }
}
