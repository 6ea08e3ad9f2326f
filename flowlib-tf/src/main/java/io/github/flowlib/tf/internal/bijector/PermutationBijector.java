package io.github.flowlib.tf.internal.bijector;

import com.google.common.primitives.Ints;
import io.github.flowlib.spec.Permutation;
import io.github.flowlib.tf.internal.graph.Pass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** {@link Permutation}: z_j = x_order(j). */
final class PermutationBijector implements Bijector {

  private final int[] order;
  private final int[] back;

  PermutationBijector(Permutation spec) {
    order = Ints.toArray(spec.order());
    back = new int[order.length];
    for (int j = 0; j < order.length; j++) {
      back[order[j]] = j;
    }
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    return new Mapped(
        pass.tf().gather(x, pass.tf().constant(order), pass.tf().constant(1)), LogDet.zero());
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    return pass.tf().gather(z, pass.tf().constant(back), pass.tf().constant(1));
  }
}
