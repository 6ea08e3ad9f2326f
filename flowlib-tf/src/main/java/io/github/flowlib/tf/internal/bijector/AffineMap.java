package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.SoftBound;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** z = (x − m) exp(−α) with a bounded log-scale α. */
final class AffineMap implements UnivariateMap {

  private final float bound;

  AffineMap(double logScaleBound) {
    bound = (float) logScaleBound;
  }

  @Override
  public int parameterCount() {
    return 2;
  }

  @Override
  public Bijector.Mapped forward(
      Pass pass, Operand<TFloat32> x, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> minusAlpha = SoftBound.negated(tf, parameters.get(0), bound);
    Operand<TFloat32> z = tf.math.mul(tf.math.sub(x, parameters.get(1)), tf.math.exp(minusAlpha));
    return new Bijector.Mapped(z, LogDet.sumOf(minusAlpha));
  }

  @Override
  public Operand<TFloat32> inverse(
      Pass pass, Operand<TFloat32> z, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> alpha = SoftBound.apply(tf, parameters.get(0), bound);
    return tf.math.add(tf.math.mul(z, tf.math.exp(alpha)), parameters.get(1));
  }
}
