package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ContextSpec;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A compiled network of a coupling. */
interface Conditioner {

  /**
   * The parameters of a transform.
   *
   * @param input part A, {@code [n, |A|]}; the pass knows the context
   * @return one tensor per parameter, {@code [n, |B|]} each
   */
  List<Operand<TFloat32>> apply(Pass pass, Operand<TFloat32> input);

  /**
   * Declares the variables of a conditioner that reads part A and the context, with |B| outputs per
   * parameter.
   */
  static Conditioner compile(
      ConditionerSpec spec,
      Split split,
      ContextSpec context,
      int parameters,
      Variables.Scope scope) {
    if (spec instanceof ConditionerSpec.Mlp mlp) {
      return new MlpConditioner(
          mlp,
          NetworkInputs.balanced(split.sizeOfA(), context),
          split.sizeOfB(),
          parameters,
          scope);
    }
    if (spec instanceof ConditionerSpec.ResNet resNet) {
      return new ResNetConditioner(resNet, split, context, parameters, scope);
    }
    ConditionerSpec.Separate separate = (ConditionerSpec.Separate) spec;
    ImmutableList.Builder<Conditioner> nets = ImmutableList.builder();
    for (int i = 0; i < parameters; i++) {
      ConditionerSpec net = separate.nets().get(separate.nets().size() == 1 ? 0 : i);
      nets.add(compile(net, split, context, 1, scope.scope("net" + i)));
    }
    ImmutableList<Conditioner> compiled = nets.build();
    return (pass, input) ->
        compiled.stream()
            .flatMap(net -> net.apply(pass, input).stream())
            .collect(ImmutableList.toImmutableList());
  }
}
