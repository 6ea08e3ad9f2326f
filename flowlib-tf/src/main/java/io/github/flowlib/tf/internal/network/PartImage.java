package io.github.flowlib.tf.internal.network;

import com.google.common.base.Preconditions;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Mask;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One part of a split image as an image of its own.
 *
 * <p>Of a mask of channels, some channels of every pixel. Of a checkerboard, the two pixels that it
 * has in every block of 2 × 2, as channels: pixels of a part lie {@code w/2} to a row, and two rows
 * make a row of blocks.
 *
 * @param shape {@code [h, w, c]} of the image
 * @param isCheckerboard whether two rows of pixels make one
 */
record PartImage(EventShape shape, boolean isCheckerboard) {

  static PartImage of(Mask.Kind kind, EventShape event, int values) {
    int height = event.size(0);
    int width = event.size(1);
    if (kind == Mask.Kind.CHECKERBOARD) {
      return new PartImage(
          EventShape.image(height / 2, width / 2, values / (height / 2 * (width / 2))), true);
    }
    Preconditions.checkArgument(kind == Mask.Kind.CHANNELS, "a part of %s is no image", kind);
    return new PartImage(EventShape.image(height, width, values / (height * width)), false);
  }

  /** {@code [n, values] → [n, h, w, c]}. */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> part) {
    return isCheckerboard
        ? Images.of(tf, swapped(tf, part, 2, shape.size(1)), shape)
        : Images.of(tf, part, shape);
  }

  /** {@code [n, h, w, c] → [n, values]}. */
  Operand<TFloat32> part(Ops tf, Operand<TFloat32> image) {
    return isCheckerboard
        ? Images.rows(tf, swapped(tf, image, shape.size(1), 2), shape)
        : Images.rows(tf, image, shape);
  }

  /** The two rows of a row of blocks, and its columns, change places. */
  private Operand<TFloat32> swapped(Ops tf, Operand<TFloat32> values, int first, int second) {
    Operand<TFloat32> apart =
        tf.reshape(
            values, tf.constant(new int[] {-1, shape.size(0), first, second, shape.size(2) / 2}));
    return tf.linalg.transpose(apart, tf.constant(new int[] {0, 1, 3, 2, 4}));
  }
}
