package io.github.flowlib.tf.internal.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * Where float32 ends. A finite row has a density, which is a number; where a value overflowed on
 * the way, the density is too small to tell, and its logarithm is −∞.
 */
public final class Overflow {

  /**
   * 2⁶⁴, about 1.8e19: the square of what is larger is none of float32, and no normal density can
   * tell it from infinity.
   */
  public static final float LIMIT = 0x1p64f;

  private Overflow() {}

  /** −∞ where a log-density of finite rows under finite weights is no number. */
  public static Operand<TFloat64> toNegativeInfinity(Ops tf, Operand<TFloat64> logProb) {
    return tf.select(
        tf.math.isNan(logProb),
        tf.math.add(tf.zerosLike(logProb), tf.constant(Double.NEGATIVE_INFINITY)),
        logProb);
  }
}
