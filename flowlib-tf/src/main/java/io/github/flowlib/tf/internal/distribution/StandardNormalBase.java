package io.github.flowlib.tf.internal.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** {@link io.github.flowlib.spec.Base.Normal}. */
final class StandardNormalBase extends IndependentBase {

  @Override
  Operand<TFloat32> elements(Ops tf, Operand<TFloat32> z) {
    return logDensity(tf, z);
  }

  /** −½ z² − ½ log 2π of every value. */
  static Operand<TFloat32> logDensity(Ops tf, Operand<TFloat32> z) {
    return tf.math.sub(
        tf.constant((float) (-0.5 * Math.log(2 * Math.PI))),
        tf.math.mul(tf.constant(0.5f), tf.math.square(z)));
  }

  @Override
  Operand<TFloat32> draw(Ops tf, Operand<TInt32> shape, Operand<TInt64> key) {
    return StatelessRandomNormal.create(tf.scope(), shape, key);
  }
}
