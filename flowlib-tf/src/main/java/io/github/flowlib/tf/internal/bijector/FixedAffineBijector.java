package io.github.flowlib.tf.internal.bijector;

import com.google.common.primitives.Floats;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.tf.internal.graph.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link FixedAffine}: z = (x − shift) / scale. */
final class FixedAffineBijector implements Bijector.Elementwise {

  private final float[] shift;
  private final float[] scale;
  private final double logDet;

  FixedAffineBijector(FixedAffine spec, EventShape input) {
    shift = Floats.toArray(spec.shift());
    scale = Floats.toArray(spec.scale());
    double sum = 0;
    for (float each : scale) {
      sum -= Math.log(each);
    }
    logDet = scale.length == 1 ? sum * input.dimension() : sum;
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    return new Mapped(
        tf.math.div(tf.math.sub(x, tf.constant(shift)), tf.constant(scale)),
        LogDet.ofEveryRow(tf.constant(logDet)));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return tf.math.add(tf.math.mul(z, tf.constant(scale)), tf.constant(shift));
  }
}
