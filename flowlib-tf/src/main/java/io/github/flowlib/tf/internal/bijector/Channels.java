package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.EventShape;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * What is the same at every position of an event: the channels of an image at its pixels; all
 * values of a vector, which has one position.
 *
 * @param count channels
 * @param positions pixels
 */
record Channels(int count, int positions) {

  static Channels of(EventShape shape) {
    int count = shape.isImage() ? shape.size(2) : shape.dimension();
    return new Channels(count, shape.dimension() / count);
  }

  /** {@code [n, d]} → {@code [n · positions, count]}. */
  Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> rows) {
    return positions == 1 ? rows : tf.reshape(rows, tf.constant(new int[] {-1, count}));
  }

  /**
   * The shares of rows in a mean, {@code [n]} → those of their positions, {@code [n · positions,
   * 1]}.
   */
  Operand<TFloat32> sharesPerPosition(Ops tf, Operand<TFloat64> shares) {
    float[] each = new float[positions];
    Arrays.fill(each, 1f / positions);
    return tf.reshape(
        tf.math.mul(
            tf.expandDims(tf.dtypes.cast(shares, TFloat32.class), tf.constant(1)),
            tf.constant(each)),
        tf.constant(new int[] {-1, 1}));
  }

  /** {@code [n · positions, count]} → {@code [n, d]}. */
  Operand<TFloat32> flat(Ops tf, Operand<TFloat32> perPosition) {
    return positions == 1
        ? perPosition
        : tf.reshape(perPosition, tf.constant(new int[] {-1, count * positions}));
  }
}
