package io.github.flowlib.tf.internal.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** {@link io.github.flowlib.spec.Base.StudentT}. */
final class StudentTBase extends IndependentBase {

  private final double degrees;

  StudentTBase(double degrees) {
    this.degrees = degrees;
  }

  @Override
  Operand<TFloat32> elements(Ops tf, Operand<TFloat32> z) {
    // The gammas are a constant of the graph; their difference needs double.
    Operand<TFloat64> gammas =
        tf.math.sub(
            tf.math.lgamma(tf.constant((degrees + 1) / 2)),
            tf.math.lgamma(tf.constant(degrees / 2)));
    Operand<TFloat64> peak = tf.math.sub(gammas, tf.constant(0.5 * Math.log(degrees * Math.PI)));
    // Divided before it is squared: the tails are heavy, and a square overflows early.
    Operand<TFloat32> scaled = tf.math.mul(z, tf.constant((float) (1 / Math.sqrt(degrees))));
    return tf.math.sub(
        tf.dtypes.cast(peak, TFloat32.class),
        tf.math.mul(
            tf.constant((float) ((degrees + 1) / 2)), tf.math.log1p(tf.math.square(scaled))));
  }

  /** Bailey 1994. In double: 23 bits of a float would cut the tails off. */
  @Override
  Operand<TFloat32> draw(Ops tf, Operand<TInt32> shape, Operand<TInt64> key) {
    Operand<TFloat64> u = tf.math.sub(tf.constant(1.0), uniform(tf, shape, key)); // in (0, 1]
    Operand<TFloat64> v = uniform(tf, shape, BaseDistribution.stream(tf, key, 1));
    // ν (u^(−2/ν) − 1), without the loss of digits where ν is large.
    Operand<TFloat64> square =
        tf.math.mul(
            tf.constant(degrees),
            tf.math.expm1(tf.math.mul(tf.constant(-2 / degrees), tf.math.log(u))));
    Operand<TFloat64> cosine = tf.math.cos(tf.math.mul(tf.constant(2 * Math.PI), v));
    return tf.dtypes.cast(tf.math.mul(tf.math.sqrt(square), cosine), TFloat32.class);
  }

  private static Operand<TFloat64> uniform(Ops tf, Operand<TInt32> shape, Operand<TInt64> key) {
    return StatelessRandomUniform.create(tf.scope(), shape, key, TFloat64.class);
  }
}
