package io.github.flowlib.tf.internal.network;

import io.github.flowlib.spec.EventShape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Flat rows as images and back; both have the same order of values. */
public final class Images {

  private Images() {}

  /** {@code [n, h·w·c] → [n, h, w, c]}. */
  public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> rows, EventShape shape) {
    return tf.reshape(
        rows, tf.constant(new int[] {-1, shape.size(0), shape.size(1), shape.size(2)}));
  }

  /** {@code [n, h, w, c] → [n, h·w·c]}. */
  public static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> images, EventShape shape) {
    return tf.reshape(images, tf.constant(new int[] {-1, shape.dimension()}));
  }
}
