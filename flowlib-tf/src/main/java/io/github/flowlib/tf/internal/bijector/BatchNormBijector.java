package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** {@link BatchNorm}: z = (x − m) / √(v + ε) ⊙ exp(γ) + β. */
final class BatchNormBijector implements Bijector.Refitted, Bijector.Elementwise {

  private final float epsilon;
  private final Channels channels;
  private final String path;
  private final Operand<TFloat32> logScale;
  private final Operand<TFloat32> shift;
  private final Operand<TFloat32> mean;
  private final Operand<TFloat32> variance;

  BatchNormBijector(BatchNorm spec, EventShape input, Variables.Scope scope) {
    epsilon = (float) spec.epsilon();
    channels = spec.perChannel() ? Channels.of(input) : new Channels(input.dimension(), 1);
    path = scope.path();
    logScale = scope.trained("log_scale", Init.zeros(), channels.count());
    shift = scope.trained("shift", Init.zeros(), channels.count());
    mean = scope.statistic("mean", channels.count());
    variance = scope.statistic("variance", channels.count());
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> values = channels.perPosition(tf, x);
    Optional<Operand<TFloat32>> shares =
        pass.shares().map(ofRows -> channels.sharesPerPosition(tf, ofRows));
    Operand<TFloat32> m = shares.map(each -> mean(tf, values, each)).orElse(mean);
    Operand<TFloat32> centred = tf.math.sub(values, m);
    Operand<TFloat32> v =
        shares.map(each -> mean(tf, tf.math.square(centred), each)).orElse(variance);
    Operand<TFloat32> z = tf.math.add(tf.math.mul(centred, scale(tf, v)), shift);
    Operand<TFloat64> logSlopes =
        tf.math.sub(
            tf.dtypes.cast(logScale, TFloat64.class),
            tf.math.mul(
                tf.constant(0.5),
                tf.math.log(tf.dtypes.cast(tf.math.add(v, tf.constant(epsilon)), TFloat64.class))));
    Operand<TFloat64> logDet =
        tf.math.mul(
            tf.constant((double) channels.positions()), tf.reduceSum(logSlopes, tf.constant(0)));
    return new Mapped(channels.flat(tf, z), LogDet.ofEveryRow(logDet));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    Operand<TFloat32> centred =
        tf.math.div(tf.math.sub(channels.perPosition(tf, z), shift), scale(tf, variance));
    return channels.flat(tf, tf.math.add(centred, mean));
  }

  private static Operand<TFloat32> mean(
      Ops tf, Operand<TFloat32> values, Operand<TFloat32> shares) {
    return tf.reduceSum(tf.math.mul(values, shares), tf.constant(0));
  }

  /** exp(γ) / √(v + ε). */
  private Operand<TFloat32> scale(Ops tf, Operand<TFloat32> v) {
    return tf.math.mul(tf.math.exp(logScale), tf.math.rsqrt(tf.math.add(v, tf.constant(epsilon))));
  }

  @Override
  public Fit startFit() {
    return new ColumnMoments(channels.count()) {
      @Override
      public Map<String, float[]> finish() {
        float[] means = new float[channels.count()];
        float[] variances = new float[channels.count()];
        for (int c = 0; c < means.length; c++) {
          means[c] = (float) mean(c);
          variances[c] = (float) variance(c);
        }
        return Map.of(path + "/mean", means, path + "/variance", variances);
      }
    };
  }
}
