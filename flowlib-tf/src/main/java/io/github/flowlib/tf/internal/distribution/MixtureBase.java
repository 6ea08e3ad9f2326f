package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.LogSumExp;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.RowSums;
import io.github.flowlib.tf.internal.graph.SoftBound;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * {@link Base.MixtureOfNormals}. Its variables hold the numbers of component 0, then those of
 * component 1, and so on; in the shapes below m is 1 without a context, and otherwise n.
 */
final class MixtureBase implements BaseDistribution {

  private final int components;
  private final int dimension;
  private final ContextParameters logits;
  private final ContextParameters means;
  private final ContextParameters logDeviations;

  MixtureBase(
      Base.MixtureOfNormals mixture, int dimension, Context context, Variables.Scope scope) {
    components = mixture.components();
    this.dimension = dimension;
    long values = (long) components * dimension;
    logits = ContextParameters.declare(scope, "logits", Init.zeros(), components, context);
    means =
        ContextParameters.declare(scope, "means", Init.normal(mixture.spread()), values, context);
    logDeviations =
        ContextParameters.declare(scope, "log_deviations", Init.zeros(), values, context);
  }

  /** log w, {@code [m, components]}; in double, as every log-probability. */
  private Operand<TFloat64> logWeights(Ops tf, Optional<Operand<TFloat32>> context) {
    Operand<TFloat64> a = tf.dtypes.cast(logits.of(tf, context), TFloat64.class);
    return tf.math.sub(a, tf.expandDims(LogSumExp.overLast(tf, a), tf.constant(-1)));
  }

  /** {@code [m, components, d]}. */
  private Operand<TFloat32> perComponent(Ops tf, Operand<TFloat32> flat) {
    return tf.reshape(flat, tf.constant(new int[] {-1, components, dimension}));
  }

  private Operand<TFloat32> means(Ops tf, Optional<Operand<TFloat32>> context) {
    return perComponent(tf, means.of(tf, context));
  }

  private Operand<TFloat32> logDeviations(Ops tf, Optional<Operand<TFloat32>> context) {
    return perComponent(
        tf, SoftBound.apply(tf, logDeviations.of(tf, context), (float) Base.LOG_DEVIATION_BOUND));
  }

  @Override
  public Operand<TFloat64> logProb(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    Operand<TFloat32> values =
        DiagonalNormalBase.logDensity(
            tf,
            tf.expandDims(z, tf.constant(1)),
            means(tf, pass.context()),
            logDeviations(tf, pass.context()));
    Operand<TFloat64> ofComponents = RowSums.overLast(tf, values);
    return LogSumExp.overLast(tf, tf.math.add(logWeights(tf, pass.context()), ofComponents));
  }

  @Override
  public Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> shape,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    Operand<TInt32> rows = tf.slice(shape, tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TFloat32> component =
        tf.expandDims(drawComponents(tf, rows, key, context), tf.constant(2));
    Operand<TFloat32> noise =
        tf.math.mul(
            StatelessRandomNormal.create(tf.scope(), shape, BaseDistribution.stream(tf, key, 1)),
            temperature);
    Operand<TInt32> overComponents = tf.constant(1);
    Operand<TFloat32> mean =
        tf.reduceSum(tf.math.mul(component, means(tf, context)), overComponents);
    Operand<TFloat32> logDeviation =
        tf.reduceSum(tf.math.mul(component, logDeviations(tf, context)), overComponents);
    return tf.math.add(mean, tf.math.mul(tf.math.exp(logDeviation), noise));
  }

  /**
   * One-hot, {@code [n, components]}: the first component at which the sum of the weights exceeds a
   * uniform number.
   */
  private Operand<TFloat32> drawComponents(
      Ops tf, Operand<TInt32> rows, Operand<TInt64> key, Optional<Operand<TFloat32>> context) {
    Operand<TFloat64> uniform =
        tf.expandDims(
            StatelessRandomUniform.create(tf.scope(), rows, key, TFloat64.class), tf.constant(1));
    Operand<TFloat64> ends = tf.math.cumsum(tf.math.exp(logWeights(tf, context)), tf.constant(1));
    // The last end, 1 but for rounding, is left out: beyond all others there is but one component.
    Operand<TInt32> passed =
        tf.reduceSum(
            tf.dtypes.cast(
                tf.math.greaterEqual(
                    uniform,
                    tf.slice(
                        ends,
                        tf.constant(new int[] {0, 0}),
                        tf.constant(new int[] {-1, components - 1}))),
                TInt32.class),
            tf.constant(1));
    return tf.oneHot(passed, tf.constant(components), tf.constant(1f), tf.constant(0f));
  }
}
