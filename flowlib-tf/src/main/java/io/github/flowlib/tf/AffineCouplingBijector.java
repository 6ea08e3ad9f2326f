package io.github.flowlib.tf;

import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.EventShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link AffineCoupling}: z_B = (x_B − m) ⊙ exp(−α), exercise 1 (a). */
final class AffineCouplingBijector extends Coupling {

  private final float bound;

  AffineCouplingBijector(
      AffineCoupling spec, EventShape input, ContextSpec context, Variables.Scope scope) {
    super(spec.mask(), spec.conditioner(), 2, input, context, scope);
    bound = (float) spec.logScaleBound();
  }

  @Override
  Mapped forwardB(Pass pass, Operand<TFloat32> b, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> alpha = logScale(tf, parameters.get(0));
    Operand<TFloat32> z =
        tf.math.mul(tf.math.sub(b, parameters.get(1)), tf.math.exp(tf.math.neg(alpha)));
    return new Mapped(z, tf.math.neg(pass.rowSum(alpha)));
  }

  @Override
  Operand<TFloat32> inverseB(Pass pass, Operand<TFloat32> b, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> alpha = logScale(tf, parameters.get(0));
    return tf.math.add(tf.math.mul(b, tf.math.exp(alpha)), parameters.get(1));
  }

  private Operand<TFloat32> logScale(Ops tf, Operand<TFloat32> raw) {
    return SoftBound.apply(tf, raw, bound);
  }
}
