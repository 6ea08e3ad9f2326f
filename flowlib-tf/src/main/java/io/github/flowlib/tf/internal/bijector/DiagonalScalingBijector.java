package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.RowSums;
import io.github.flowlib.tf.internal.graph.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** {@link io.github.flowlib.spec.DiagonalScaling}: z = x ⊙ exp(s). */
final class DiagonalScalingBijector implements Bijector.Elementwise {

  private final Operand<TFloat32> logScale;

  DiagonalScalingBijector(EventShape input, Variables.Scope scope) {
    logScale = scope.trained("log_scale", Init.zeros(), input.dimension());
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat64> sum = RowSums.overLast(tf, logScale);
    return new Mapped(tf.math.mul(x, tf.math.exp(logScale)), LogDet.ofEveryRow(sum));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return tf.math.mul(z, tf.math.exp(tf.math.neg(logScale)));
  }
}
