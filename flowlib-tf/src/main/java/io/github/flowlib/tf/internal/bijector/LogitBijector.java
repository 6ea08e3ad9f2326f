package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.Logit;
import io.github.flowlib.tf.internal.graph.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link Logit}: z = log p − log(1 − p). */
final class LogitBijector implements Bijector.Elementwise {

  private final Logit spec;

  LogitBijector(Logit spec) {
    this.spec = spec;
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    double slope = (1 - 2 * spec.alpha()) / (spec.high() - spec.low());
    Operand<TFloat32> alpha = tf.constant((float) spec.alpha());
    Operand<TFloat32> scale = tf.constant((float) slope);
    // 1 − p from the distance to the upper end: subtracting p from 1 would lose all digits near
    // white.
    Operand<TFloat32> p =
        tf.math.add(alpha, tf.math.mul(scale, tf.math.sub(x, tf.constant((float) spec.low()))));
    Operand<TFloat32> q =
        tf.math.add(alpha, tf.math.mul(scale, tf.math.sub(tf.constant((float) spec.high()), x)));
    Operand<TFloat32> logP = tf.math.log(p);
    Operand<TFloat32> logQ = tf.math.log(q);
    Operand<TFloat32> logSlope =
        tf.math.sub(tf.constant((float) Math.log(slope)), tf.math.add(logP, logQ));
    return new Mapped(tf.math.sub(logP, logQ), LogDet.sumOf(logSlope));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    double stretch = (spec.high() - spec.low()) / (1 - 2 * spec.alpha());
    Operand<TFloat32> alpha = tf.constant((float) spec.alpha());
    Operand<TFloat32> factor = tf.constant((float) stretch);
    Operand<TFloat32> low = tf.constant((float) spec.low());
    Operand<TFloat32> high = tf.constant((float) spec.high());
    Operand<TFloat32> fromLow =
        tf.math.add(low, tf.math.mul(factor, tf.math.sub(tf.math.sigmoid(z), alpha)));
    Operand<TFloat32> fromHigh =
        tf.math.sub(high, tf.math.mul(factor, tf.math.sub(tf.math.sigmoid(tf.math.neg(z)), alpha)));
    Operand<TFloat32> x = tf.select(tf.math.less(z, tf.constant(0f)), fromLow, fromHigh);
    return tf.clipByValue(x, low, high);
  }
}
