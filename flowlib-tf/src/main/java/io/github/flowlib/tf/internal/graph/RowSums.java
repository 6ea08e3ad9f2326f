package io.github.flowlib.tf.internal.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Sums in double: those of hundreds of float32 terms lose too much in float32. */
public final class RowSums {

  private RowSums() {}

  /** Σ over the last axis. */
  public static Operand<TFloat64> overLast(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(tf.dtypes.cast(x, TFloat64.class), tf.constant(-1));
  }

  /** What a sum over nothing is: {@code [n]} zeros for the rows of x. */
  public static Operand<TFloat64> zeros(Ops tf, Operand<TFloat32> x) {
    // Not tf.zeros, whose scope of its own walks through the whole graph to find a name.
    return tf.fill(
        tf.expandDims(tf.gather(tf.shape(x), tf.constant(0), tf.constant(0)), tf.constant(0)),
        tf.constant(0.0));
  }
}
