package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.SpecTable;
import io.github.flowlib.tf.internal.graph.Variables;

/** The table of networks: from a record to its {@link ConditionerNetwork}. */
public final class ConditionerNetworks {

  /** Declares the variables of a network that reads part A and gives parameters for part B. */
  @FunctionalInterface
  private interface Compiler {
    ConditionerNetwork compile(Split split, Context context, int parameters, Variables.Scope scope);
  }

  private static final SpecTable<Conditioner, Compiler> TABLE =
      SpecTable.<Conditioner, Compiler>of(Conditioner.class)
          .row(
              Conditioner.Mlp.class,
              spec ->
                  (split, context, parameters, scope) ->
                      new MlpConditioner(
                          spec,
                          NetworkInputs.balanced(split.sizeOfA(), context),
                          split.sizeOfB(),
                          parameters,
                          scope))
          .row(
              Conditioner.ResNet.class,
              spec ->
                  (split, context, parameters, scope) ->
                      new ResNetConditioner(spec, split, context, parameters, scope))
          .row(Conditioner.Separate.class, spec -> separate(spec))
          .build();

  private ConditionerNetworks() {}

  /** The records that have a row. */
  public static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  /**
   * Declares the variables of a conditioner that reads part A and the context, with |B| outputs per
   * parameter.
   */
  public static ConditionerNetwork compile(
      Conditioner spec, Split split, Context context, int parameters, Variables.Scope scope) {
    return TABLE.compile(spec).compile(split, context, parameters, scope);
  }

  /** A network for each parameter. */
  private static Compiler separate(Conditioner.Separate spec) {
    return (split, context, parameters, scope) -> {
      ImmutableList.Builder<ConditionerNetwork> nets = ImmutableList.builder();
      for (int i = 0; i < parameters; i++) {
        Conditioner net = spec.nets().get(spec.nets().size() == 1 ? 0 : i);
        nets.add(compile(net, split, context, 1, scope.scope("net" + i)));
      }
      ImmutableList<ConditionerNetwork> compiled = nets.build();
      return (pass, input) ->
          compiled.stream()
              .flatMap(net -> net.apply(pass, input).stream())
              .collect(ImmutableList.toImmutableList());
    };
  }
}
