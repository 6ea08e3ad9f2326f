package io.github.flowlib.tf.internal.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** {@link io.github.flowlib.spec.Base.Logistic}. */
final class LogisticBase extends IndependentBase {

  @Override
  Operand<TFloat32> elements(Ops tf, Operand<TFloat32> z) {
    return tf.math.neg(tf.math.add(tf.math.softplus(z), tf.math.softplus(tf.math.neg(z))));
  }

  @Override
  Operand<TFloat32> draw(Ops tf, Operand<TInt32> shape, Operand<TInt64> key) {
    Operand<TFloat32> uniform = StatelessRandomUniform.create(tf.scope(), shape, key);
    // The noise of TensorFlow has 23 bits and can be 0; half a step up it lies inside (0, 1).
    Operand<TFloat32> u = tf.math.add(uniform, tf.constant(1f / (1 << 24)));
    return tf.math.sub(tf.math.log(u), tf.math.log(tf.math.sub(tf.constant(1f), u)));
  }
}
