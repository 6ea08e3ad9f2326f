package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Likelihood;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * {@link Likelihood.Bernoulli}: log P(b) = b·l − log(1 + eˡ) = −log(1 + exp((1 − 2b) l)); the
 * second form takes fewer passes over the largest tensors of the model.
 */
final class BernoulliObservation implements Observation {

  /** A pixel that is never inked begins with this probability, so that its logit is finite. */
  private static final double LEAST = 1e-3;

  private final float scale;

  BernoulliObservation(float scale) {
    this.scale = scale;
  }

  @Override
  public Operand<TFloat32> observe(
      Ops tf, Operand<TFloat32> rows, Supplier<Operand<TFloat32>> uniform) {
    Operand<TFloat32> threshold = tf.math.mul(uniform.get(), tf.constant(scale));
    return tf.dtypes.cast(tf.math.less(threshold, rows), TFloat32.class);
  }

  @Override
  public Operand<TFloat32> logProb(
      Ops tf, Operand<TFloat32> observed, List<Operand<TFloat32>> parameters) {
    Operand<TFloat32> sign = tf.math.sub(tf.constant(1f), tf.math.mul(tf.constant(2f), observed));
    return tf.math.neg(tf.math.softplus(tf.math.mul(sign, parameters.get(0))));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf, List<Operand<TFloat32>> parameters) {
    return tf.math.mul(tf.math.sigmoid(parameters.get(0)), tf.constant(scale));
  }

  @Override
  public Operand<TFloat32> draw(Ops tf, List<Operand<TFloat32>> parameters, Operand<TInt64> key) {
    Operand<TFloat32> probability = tf.math.sigmoid(parameters.get(0));
    Operand<TFloat32> uniform =
        StatelessRandomUniform.create(tf.scope(), tf.shape(probability), key);
    Operand<TFloat32> bits = tf.dtypes.cast(tf.math.less(uniform, probability), TFloat32.class);
    return tf.math.mul(bits, tf.constant(scale));
  }

  /** The logit. */
  @Override
  public double start(double mean) {
    double p = Math.min(1 - LEAST, Math.max(LEAST, mean));
    return Math.log(p) - Math.log1p(-p);
  }
}
