package io.github.flowlib.tf;

import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Mask;
import java.util.BitSet;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What all couplings do: keep A, and transform B with parameters that a conditioner reads from A
 * and the context.
 */
abstract class Coupling implements Bijector {

  private final int dimension;
  private final BitSet keeps = new BitSet();
  private final Conditioner conditioner;

  Coupling(
      Mask mask,
      ConditionerSpec conditioner,
      int parameters,
      EventShape input,
      ContextSpec context,
      Variables.Scope scope) {
    dimension = input.dimension();
    for (int i = 0; i < dimension; i++) {
      keeps.set(i, mask.keeps(input, i));
    }
    int kept = keeps.cardinality();
    this.conditioner =
        Conditioner.compile(
            conditioner,
            NetworkInputs.balanced(kept, context),
            dimension - kept,
            parameters,
            scope);
  }

  /**
   * B of the data → B of the noise, with its log-determinant; {@code parameters} are {@code [n,
   * |B|]} each.
   */
  abstract Mapped forwardB(Pass pass, Operand<TFloat32> b, List<Operand<TFloat32>> parameters);

  /** B of the noise → B of the data. */
  abstract Operand<TFloat32> inverseB(
      Pass pass, Operand<TFloat32> b, List<Operand<TFloat32>> parameters);

  @Override
  public final Mapped forward(Pass pass, Operand<TFloat32> x) {
    Pass.Parts parts = pass.split(x, keeps, dimension);
    Mapped b = forwardB(pass, parts.b(), conditioner.apply(pass, parts.a()));
    return new Mapped(
        pass.merge(new Pass.Parts(parts.a(), b.value()), keeps, dimension), b.logDet());
  }

  @Override
  public final Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Pass.Parts parts = pass.split(z, keeps, dimension);
    Operand<TFloat32> b = inverseB(pass, parts.b(), conditioner.apply(pass, parts.a()));
    return pass.merge(new Pass.Parts(parts.a(), b), keeps, dimension);
  }
}
