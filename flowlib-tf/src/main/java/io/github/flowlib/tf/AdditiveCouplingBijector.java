package io.github.flowlib.tf;

import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.EventShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** {@link AdditiveCoupling}: z_B = x_B − m. */
final class AdditiveCouplingBijector extends Coupling {

  AdditiveCouplingBijector(
      AdditiveCoupling spec, EventShape input, ContextSpec context, Variables.Scope scope) {
    super(spec.mask(), spec.conditioner(), 1, input, context, scope);
  }

  @Override
  Mapped forwardB(Pass pass, Operand<TFloat32> b, List<Operand<TFloat32>> parameters) {
    return new Mapped(pass.tf().math.sub(b, parameters.get(0)), pass.zeros(b));
  }

  @Override
  Operand<TFloat32> inverseB(Pass pass, Operand<TFloat32> b, List<Operand<TFloat32>> parameters) {
    return pass.tf().math.add(b, parameters.get(0));
  }
}
