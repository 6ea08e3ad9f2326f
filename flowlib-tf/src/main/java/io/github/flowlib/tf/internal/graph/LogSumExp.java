package io.github.flowlib.tf.internal.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** log Σ exp x with the largest term taken out, so that nothing overflows. */
public final class LogSumExp {

  private LogSumExp() {}

  /** For {@code [n, k]} gives {@code [n]}; −∞ where all terms are. The gradient is the softmax. */
  public static Operand<TFloat64> overLast(Ops tf, Operand<TFloat64> x) {
    Operand<TFloat64> largest = largest(tf, x);
    return tf.math.add(largest, rest(tf, x, largest));
  }

  /**
   * log of the mean of exp x over the last axis.
   *
   * @param logCount log k, a scalar
   */
  public static Operand<TFloat64> meanOverLast(
      Ops tf, Operand<TFloat64> x, Operand<TFloat64> logCount) {
    Operand<TFloat64> largest = largest(tf, x);
    return tf.math.add(largest, tf.math.sub(rest(tf, x, largest), logCount));
  }

  /**
   * What is taken out and added again, so it must not have a gradient of its own. LogSoftmax is no
   * help: of three dimensions TensorFlow has a wrong gradient for it.
   */
  private static Operand<TFloat64> largest(Ops tf, Operand<TFloat64> x) {
    return tf.stopGradient(
        tf.math.maximum(tf.reduceMax(x, tf.constant(-1)), tf.constant(-Double.MAX_VALUE)));
  }

  private static Operand<TFloat64> rest(Ops tf, Operand<TFloat64> x, Operand<TFloat64> largest) {
    Operand<TInt32> last = tf.constant(-1);
    return tf.math.log(
        tf.reduceSum(tf.math.exp(tf.math.sub(x, tf.expandDims(largest, last))), last));
  }
}
