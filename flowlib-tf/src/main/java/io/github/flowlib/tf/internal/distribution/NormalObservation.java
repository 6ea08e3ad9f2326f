package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.tf.internal.graph.SoftBound;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * {@link Likelihood.Normal} and {@link Likelihood.LearnedNormal}: log p(x) = −½ ((v − μ) / σ)² −
 * log σ − log scale − ½ log 2π.
 */
final class NormalObservation implements Observation {

  private static final float LOG_DEVIATION_BOUND = 5;
  private static final float LOG_DEVIATION_CENTRE = -1;

  private final float scale;
  private final Likelihood likelihood;

  NormalObservation(float scale, Likelihood likelihood) {
    this.scale = scale;
    this.likelihood = likelihood;
  }

  @Override
  public Operand<TFloat32> observe(
      Ops tf, Operand<TFloat32> rows, Supplier<Operand<TFloat32>> uniform) {
    return tf.math.div(rows, tf.constant(scale));
  }

  private Operand<TFloat32> logDeviation(Ops tf, List<Operand<TFloat32>> parameters) {
    return likelihood instanceof Likelihood.Normal fixed
        ? tf.constant((float) Math.log(fixed.standardDeviation()))
        : tf.math.add(
            SoftBound.apply(tf, parameters.get(1), LOG_DEVIATION_BOUND),
            tf.constant(LOG_DEVIATION_CENTRE));
  }

  @Override
  public Operand<TFloat32> logProb(
      Ops tf, Operand<TFloat32> observed, List<Operand<TFloat32>> parameters) {
    Operand<TFloat32> logDeviation = logDeviation(tf, parameters);
    Operand<TFloat32> standardized =
        tf.math.mul(
            tf.math.sub(observed, parameters.get(0)), tf.math.exp(tf.math.neg(logDeviation)));
    return tf.math.sub(
        tf.constant((float) (-0.5 * Math.log(2 * Math.PI) - Math.log(scale))),
        tf.math.add(logDeviation, tf.math.mul(tf.constant(0.5f), tf.math.square(standardized))));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf, List<Operand<TFloat32>> parameters) {
    return tf.math.mul(parameters.get(0), tf.constant(scale));
  }

  @Override
  public Operand<TFloat32> draw(Ops tf, List<Operand<TFloat32>> parameters, Operand<TInt64> key) {
    Operand<TFloat32> mean = parameters.get(0);
    Operand<TFloat32> noise = StatelessRandomNormal.create(tf.scope(), tf.shape(mean), key);
    Operand<TFloat32> drawn =
        tf.math.add(mean, tf.math.mul(tf.math.exp(logDeviation(tf, parameters)), noise));
    return tf.math.mul(drawn, tf.constant(scale));
  }

  @Override
  public double start(double mean) {
    return mean;
  }
}
