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
    Operand<TInt32> last = tf.constant(-1);
    // Taken out and added again, it must not have a gradient of its own. LogSoftmax is no help: of
    // three dimensions TensorFlow has a wrong gradient for it.
    Operand<TFloat64> largest =
        tf.stopGradient(tf.math.maximum(tf.reduceMax(x, last), tf.constant(-Double.MAX_VALUE)));
    return tf.math.add(
        largest,
        tf.math.log(tf.reduceSum(tf.math.exp(tf.math.sub(x, tf.expandDims(largest, last))), last)));
  }
}
