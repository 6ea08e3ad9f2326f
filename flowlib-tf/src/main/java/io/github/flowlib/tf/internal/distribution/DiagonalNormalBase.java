package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.RowSums;
import io.github.flowlib.tf.internal.graph.SoftBound;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** {@link Base.DiagonalNormal}. */
final class DiagonalNormalBase implements BaseDistribution {

  private final ContextParameters mean;
  private final ContextParameters logDeviation;

  DiagonalNormalBase(int dimension, Context context, Variables.Scope scope) {
    mean = ContextParameters.declare(scope, "mean", Init.zeros(), dimension, context);
    logDeviation =
        ContextParameters.declare(scope, "log_deviation", Init.zeros(), dimension, context);
  }

  /** Bounded, {@code [n, d]} or {@code [1, d]}. */
  private Operand<TFloat32> logDeviation(Ops tf, Optional<Operand<TFloat32>> context) {
    return SoftBound.apply(tf, logDeviation.of(tf, context), (float) Base.LOG_DEVIATION_BOUND);
  }

  @Override
  public Operand<TFloat64> logProb(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return RowSums.overLast(
        pass.tf(),
        logDensity(tf, z, mean.of(tf, pass.context()), logDeviation(tf, pass.context())));
  }

  /** log N(z; μ, exp(logDeviation)²) of every value. */
  static Operand<TFloat32> logDensity(
      Ops tf, Operand<TFloat32> z, Operand<TFloat32> mean, Operand<TFloat32> logDeviation) {
    Operand<TFloat32> standardized =
        tf.math.mul(tf.math.sub(z, mean), tf.math.exp(tf.math.neg(logDeviation)));
    return tf.math.sub(StandardNormalBase.logDensity(tf, standardized), logDeviation);
  }

  @Override
  public Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> shape,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    Operand<TFloat32> noise =
        tf.math.mul(StatelessRandomNormal.create(tf.scope(), shape, key), temperature);
    return tf.math.add(
        mean.of(tf, context), tf.math.mul(tf.math.exp(logDeviation(tf, context)), noise));
  }
}
