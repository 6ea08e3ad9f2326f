package io.github.flowlib.tf.internal.distribution;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.SpecTable;
import io.github.flowlib.tf.internal.graph.Variables;

/** The table of bases: from a record to its {@link BaseDistribution}. */
public final class BaseDistributions {

  /** Declares the variables of a base, if it has any. */
  @FunctionalInterface
  private interface Compiler {
    BaseDistribution compile(int dimension, Context seen, Variables.Scope scope);
  }

  private static final SpecTable<Base, Compiler> TABLE =
      SpecTable.<Base, Compiler>of(Base.class)
          .row(Base.Normal.class, spec -> (dimension, seen, scope) -> new StandardNormalBase())
          .row(Base.Logistic.class, spec -> (dimension, seen, scope) -> new LogisticBase())
          .row(
              Base.StudentT.class,
              spec -> (dimension, seen, scope) -> new StudentTBase(spec.degreesOfFreedom()))
          .row(
              Base.DiagonalNormal.class,
              spec -> (dimension, seen, scope) -> new DiagonalNormalBase(dimension, seen, scope))
          .row(
              Base.MixtureOfNormals.class,
              spec -> (dimension, seen, scope) -> new MixtureBase(spec, dimension, seen, scope))
          .build();

  private BaseDistributions() {}

  /** The records that have a row. */
  public static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  /**
   * Declares the variables of a base, if it has any; one that is not conditional sees no context.
   */
  public static BaseDistribution compile(
      Base base, int dimension, Context context, Variables.Scope scope) {
    Context seen = base.conditional() ? context : Context.none();
    return TABLE.compile(base).compile(dimension, seen, scope);
  }
}
