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
    return tf.math.mul(tf.constant(bound), tf.math.tanh(tf.math.mul(a, tf.constant(1 / bound))));
  }
}
