package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.tf.internal.graph.ContentNoise;
import io.github.flowlib.tf.internal.graph.SoftBound;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * {@link Likelihood.DiscretizedLogistic}: with a = (v + h − μ) / s, b = (v − h − μ) / s and δ = a −
 * b = 1 / (scale · s),
 *
 * <pre>
 * log(σ(a) − σ(b)) = log σ(a) + log σ(−b) + log(1 − e⁻ᵟ)
 * </pre>
 *
 * <p>The factored form is exact and loses nothing where both sigmoids are near 0 or 1.
 */
final class DiscretizedLogisticObservation implements Observation {

  private static final float LOG_SCALE_BOUND = 5;
  private static final float LOG_SCALE_CENTRE = -2;

  private final float scale;

  DiscretizedLogisticObservation(float scale) {
    this.scale = scale;
  }

  @Override
  public Operand<TFloat32> observe(
      Ops tf, Operand<TFloat32> rows, Supplier<Operand<TFloat32>> uniform) {
    return tf.math.div(rows, tf.constant(scale));
  }

  private static Operand<TFloat32> logScale(Ops tf, Operand<TFloat32> raw) {
    return tf.math.add(SoftBound.apply(tf, raw, LOG_SCALE_BOUND), tf.constant(LOG_SCALE_CENTRE));
  }

  @Override
  public Operand<TFloat32> logProb(
      Ops tf, Operand<TFloat32> observed, List<Operand<TFloat32>> parameters) {
    Operand<TFloat32> inverse = tf.math.exp(tf.math.neg(logScale(tf, parameters.get(1)))); // 1 / s
    Operand<TFloat32> halfCell = tf.constant(0.5f / scale);
    Operand<TFloat32> centred = tf.math.sub(observed, parameters.get(0));
    Operand<TFloat32> a = tf.math.mul(tf.math.add(centred, halfCell), inverse);
    Operand<TFloat32> b = tf.math.mul(tf.math.sub(centred, halfCell), inverse);
    Operand<TFloat32> belowTop = tf.math.neg(tf.math.softplus(tf.math.neg(a))); // log σ(a)
    Operand<TFloat32> aboveBottom = tf.math.neg(tf.math.softplus(b)); // log σ(−b)
    Operand<TFloat32> delta = tf.math.div(inverse, tf.constant(scale));
    Operand<TFloat32> logWidth = tf.math.log(tf.math.neg(tf.math.expm1(tf.math.neg(delta))));
    Operand<TFloat32> inside = tf.math.add(tf.math.add(belowTop, aboveBottom), logWidth);
    // The end cells have no outer edge. Masks as factors: all three terms are finite, and factors
    // broadcast where select does not.
    Operand<TFloat32> isLowest = indicator(tf, tf.math.lessEqual(observed, tf.constant(0f)));
    Operand<TFloat32> isHighest = indicator(tf, tf.math.greaterEqual(observed, tf.constant(1f)));
    Operand<TFloat32> isInside = tf.math.sub(tf.constant(1f), tf.math.add(isLowest, isHighest));
    return tf.math.addN(
        List.of(
            tf.math.mul(isInside, inside),
            tf.math.mul(isLowest, belowTop),
            tf.math.mul(isHighest, aboveBottom)));
  }

  private static Operand<TFloat32> indicator(
      Ops tf, Operand<org.tensorflow.types.TBool> condition) {
    return tf.dtypes.cast(condition, TFloat32.class);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf, List<Operand<TFloat32>> parameters) {
    return tf.math.mul(clip(tf, parameters.get(0)), tf.constant(scale));
  }

  @Override
  public Operand<TFloat32> draw(Ops tf, List<Operand<TFloat32>> parameters, Operand<TInt64> key) {
    Operand<TFloat32> location = parameters.get(0);
    Operand<TFloat32> u =
        ContentNoise.onMidpoints(
            tf, StatelessRandomUniform.create(tf.scope(), tf.shape(location), key));
    Operand<TFloat32> logistic =
        tf.math.sub(tf.math.log(u), tf.math.log(tf.math.sub(tf.constant(1f), u)));
    Operand<TFloat32> drawn =
        tf.math.add(location, tf.math.mul(tf.math.exp(logScale(tf, parameters.get(1))), logistic));
    return tf.math.rint(tf.math.mul(clip(tf, drawn), tf.constant(scale)));
  }

  private static Operand<TFloat32> clip(Ops tf, Operand<TFloat32> v) {
    return tf.clipByValue(v, tf.constant(0f), tf.constant(1f));
  }

  @Override
  public double start(double mean) {
    return mean;
  }
}
