package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.Softplus;
import io.github.flowlib.tf.internal.graph.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@link Softplus}: z = t + log(1 − exp(−t)) with t = x / s.
 *
 * <p>1 − exp(−t) is −expm1(−t): exact for small t, 1 for large t, where z is t; exp(t) itself would
 * overflow above 88.
 */
final class SoftplusBijector implements Bijector.Elementwise {

  /** TensorFlow takes what is smaller for 0, whose logarithm is no number. */
  private static final float SMALLEST = Float.MIN_NORMAL;

  private final float scale;

  SoftplusBijector(Softplus spec) {
    scale = (float) spec.scale();
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> t =
        tf.math.maximum(tf.math.div(x, tf.constant(scale)), tf.constant(SMALLEST));
    Operand<TFloat32> rest = tf.math.log(tf.math.neg(tf.math.expm1(tf.math.neg(t))));
    return new Mapped(
        tf.math.add(t, rest),
        LogDet.sumOf(tf.math.sub(tf.constant((float) -Math.log(scale)), rest)));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return tf.math.maximum(
        tf.math.mul(tf.math.softplus(z), tf.constant(scale)), tf.constant(SMALLEST));
  }
}
