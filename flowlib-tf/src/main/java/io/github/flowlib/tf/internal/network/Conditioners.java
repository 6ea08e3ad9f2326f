package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.tf.internal.graph.SpecTable;
import io.github.flowlib.tf.internal.graph.Variables;

/** The table of networks: from a record to its {@link Conditioner}. */
public final class Conditioners {

  /** Declares the variables of a network that reads part A and gives parameters for part B. */
  @FunctionalInterface
  private interface Compiler {
    Conditioner compile(Split split, ContextSpec context, int parameters, Variables.Scope scope);
  }

  private static final SpecTable<ConditionerSpec, Compiler> TABLE =
      SpecTable.<ConditionerSpec, Compiler>of(ConditionerSpec.class)
          .row(
              ConditionerSpec.Mlp.class,
              spec ->
                  (split, context, parameters, scope) ->
                      new MlpConditioner(
                          spec,
                          NetworkInputs.balanced(split.sizeOfA(), context),
                          split.sizeOfB(),
                          parameters,
                          scope))
          .row(
              ConditionerSpec.ResNet.class,
              spec ->
                  (split, context, parameters, scope) ->
                      new ResNetConditioner(spec, split, context, parameters, scope))
          .row(ConditionerSpec.Separate.class, spec -> separate(spec))
          .build();

  private Conditioners() {}

  /** The records that have a row. */
  public static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  /**
   * Declares the variables of a conditioner that reads part A and the context, with |B| outputs per
   * parameter.
   */
  public static Conditioner compile(
      ConditionerSpec spec,
      Split split,
      ContextSpec context,
      int parameters,
      Variables.Scope scope) {
    return TABLE.compile(spec).compile(split, context, parameters, scope);
  }

  /** A network for each parameter. */
  private static Compiler separate(ConditionerSpec.Separate spec) {
    return (split, context, parameters, scope) -> {
      ImmutableList.Builder<Conditioner> nets = ImmutableList.builder();
      for (int i = 0; i < parameters; i++) {
        ConditionerSpec net = spec.nets().get(spec.nets().size() == 1 ? 0 : i);
        nets.add(compile(net, split, context, 1, scope.scope("net" + i)));
      }
      ImmutableList<Conditioner> compiled = nets.build();
      return (pass, input) ->
          compiled.stream()
              .flatMap(net -> net.apply(pass, input).stream())
              .collect(ImmutableList.toImmutableList());
    };
  }
}
