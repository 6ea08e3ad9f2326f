package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.tf.internal.graph.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** z = x − m. */
final class AdditiveMap implements UnivariateMap {

  @Override
  public int parameterCount() {
    return 1;
  }

  @Override
  public Bijector.Mapped forward(
      Pass pass, Operand<TFloat32> x, List<Operand<TFloat32>> parameters) {
    return new Bijector.Mapped(pass.tf().math.sub(x, parameters.get(0)), LogDet.zero());
  }

  @Override
  public Operand<TFloat32> inverse(
      Pass pass, Operand<TFloat32> z, List<Operand<TFloat32>> parameters) {
    return pass.tf().math.add(z, parameters.get(0));
  }
}
