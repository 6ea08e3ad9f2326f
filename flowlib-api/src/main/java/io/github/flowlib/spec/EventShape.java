package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.internal.Copies;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one event (one row of data): {@code [d]} for a vector, {@code [h, w, c]} for an
 * image.
 *
 * <p>Rows are always stored flat, {@code d = h·w·c} values in row-major order; the shape says how
 * they lie.
 *
 * @param sizes one size ({@code [d]}) or three ({@code [h, w, c]}), each at least 1
 */
public record EventShape(List<Integer> sizes) {

  /**
   * Checks the sizes.
   *
   * @param sizes see {@link #sizes()}
   * @throws IllegalArgumentException if there are neither one nor three sizes, if a size is below
   *     1, or if their product exceeds {@link Integer#MAX_VALUE}
   */
  public EventShape {
    sizes = Copies.of(sizes, "sizes");
    checkArgument(
        sizes.size() == 1 || sizes.size() == 3,
        "event shape must be [d] or [h, w, c], but was %s",
        sizes);
    long product = 1;
    for (int size : sizes) {
      checkArgument(
          size >= 1, "every size of an event shape must be at least 1, but was %s", sizes);
      product *= size;
      checkArgument(
          product <= Integer.MAX_VALUE,
          "an event must have fewer than 2^31 values, but was %s",
          sizes);
    }
  }

  /**
   * A vector of {@code d} values.
   *
   * @param d the dimension, at least 1
   * @return the shape {@code [d]}
   */
  public static EventShape vector(int d) {
    return new EventShape(List.of(d));
  }

  /**
   * An image.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1
   * @param channels values of a pixel, at least 1
   * @return the shape {@code [height, width, channels]}
   */
  public static EventShape image(int height, int width, int channels) {
    return new EventShape(List.of(height, width, channels));
  }

  /**
   * The number of values in one event, {@code d}.
   *
   * @return the product of the sizes
   */
  public int dimension() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * Tells an image from a vector.
   *
   * @return true for {@code [h, w, c]}
   */
  public boolean isImage() {
    return sizes.size() == 3;
  }

  /**
   * Height, width or channels of an image.
   *
   * @param axis 0, 1 or 2
   * @return the size along that axis
   * @throws IllegalArgumentException if this is a vector
   */
  public int size(int axis) {
    checkArgument(
        isImage(), "a vector %s has no height, width or channels; use an image shape", this);
    return sizes.get(axis);
  }

  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
