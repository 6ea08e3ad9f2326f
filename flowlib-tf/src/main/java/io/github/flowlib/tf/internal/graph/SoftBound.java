package io.github.flowlib.tf.internal.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * bound · tanh(a / bound): a near 0, never beyond ± bound, smooth in between. Before any {@code
 * exp}.
 */
public final class SoftBound {

  private SoftBound() {}

  public static Operand<TFloat32> apply(Ops tf, Operand<TFloat32> a, float bound) {
    return scaled(tf, a, bound, bound);
  }

  /** The same times −1, without an operation for it. */
  public static Operand<TFloat32> negated(Ops tf, Operand<TFloat32> a, float bound) {
    return scaled(tf, a, bound, -bound);
  }

  private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> a, float bound, float factor) {
    return tf.math.mul(tf.constant(factor), tf.math.tanh(tf.math.mul(a, tf.constant(1 / bound))));
  }
}
