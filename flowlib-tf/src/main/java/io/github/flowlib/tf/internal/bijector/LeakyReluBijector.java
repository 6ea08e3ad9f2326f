package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.LeakyRelu;
import io.github.flowlib.tf.internal.graph.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** {@link LeakyRelu}: z = x, and slope · x below 0. */
final class LeakyReluBijector implements Bijector.Elementwise {

  private final float slope;

  LeakyReluBijector(LeakyRelu spec) {
    slope = (float) spec.slope();
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> below = tf.dtypes.cast(isBelow(tf, x), TFloat32.class);
    return new Mapped(
        tf.select(isBelow(tf, x), tf.math.mul(x, tf.constant(slope)), x),
        LogDet.sumOf(tf.math.mul(below, tf.constant((float) Math.log(slope)))));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return tf.select(isBelow(tf, z), tf.math.div(z, tf.constant(slope)), z);
  }

  private static Operand<TBool> isBelow(Ops tf, Operand<TFloat32> value) {
    return tf.math.less(value, tf.constant(0f));
  }
}
