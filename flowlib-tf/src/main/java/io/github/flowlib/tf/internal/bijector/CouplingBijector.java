package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Coupling;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.Parts;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.network.ConditionerNetwork;
import io.github.flowlib.tf.internal.network.ConditionerNetworks;
import io.github.flowlib.tf.internal.network.Split;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * {@link Coupling}: keeps A, and maps every value of B with parameters that a conditioner reads
 * from A and the context.
 */
final class CouplingBijector implements Bijector {

  private final Split split;
  private final UnivariateMap map;
  private final ConditionerNetwork conditioner;

  CouplingBijector(
      Coupling spec, UnivariateMap map, EventShape input, Context context, Variables.Scope scope) {
    this.map = map;
    split = new Split(spec.mask(), input);
    conditioner =
        ConditionerNetworks.compile(
            spec.conditioner(), split, context, map.parameterCount(), scope);
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Parts.Pair parts = pass.parts().split(x, split.keeps(), split.dimension());
    Mapped b = map.forward(pass, parts.b(), conditioner.apply(pass, parts.a()));
    return new Mapped(
        pass.parts().merge(new Parts.Pair(parts.a(), b.value()), split.keeps(), split.dimension()),
        b.logDet());
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Parts.Pair parts = pass.parts().split(z, split.keeps(), split.dimension());
    Operand<TFloat32> b = map.inverse(pass, parts.b(), conditioner.apply(pass, parts.a()));
    return pass.parts().merge(new Parts.Pair(parts.a(), b), split.keeps(), split.dimension());
  }
}
