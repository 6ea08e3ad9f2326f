package io.github.flowlib.tf;

import io.github.flowlib.spec.Base;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** {@link Base} as operations. */
final class BaseDistribution {

  private final Base base;

  BaseDistribution(Base base) {
    this.base = base;
  }

  /** log p(z) of every row: {@code [n]}. */
  Operand<TFloat64> logProb(Pass pass, Operand<TFloat32> z) {
    return pass.pieces(z).stream()
        .<Operand<TFloat64>>map(piece -> pass.rowSum(elements(pass.tf(), piece)))
        .reduce((a, b) -> pass.tf().math.add(a, b))
        .orElseThrow();
  }

  private Operand<TFloat32> elements(Ops tf, Operand<TFloat32> z) {
    return switch (base) {
      case NORMAL ->
          tf.math.sub(
              tf.constant((float) (-0.5 * Math.log(2 * Math.PI))),
              tf.math.mul(tf.constant(0.5f), tf.math.square(z)));
      case LOGISTIC ->
          tf.math.neg(tf.math.add(tf.math.softplus(z), tf.math.softplus(tf.math.neg(z))));
    };
  }

  /** Noise of the given shape for a key {@code int64[2]}. */
  Operand<TFloat32> sample(Ops tf, Operand<TInt32> shape, Operand<TInt64> key) {
    return switch (base) {
      case NORMAL -> StatelessRandomNormal.create(tf.scope(), shape, key);
      case LOGISTIC -> {
        Operand<TFloat32> uniform = StatelessRandomUniform.create(tf.scope(), shape, key);
        // The noise of TensorFlow has 23 bits and can be 0; half a step up it lies inside (0, 1).
        Operand<TFloat32> u = tf.math.add(uniform, tf.constant(1f / (1 << 24)));
        yield tf.math.sub(tf.math.log(u), tf.math.log(tf.math.sub(tf.constant(1f), u)));
      }
    };
  }
}
