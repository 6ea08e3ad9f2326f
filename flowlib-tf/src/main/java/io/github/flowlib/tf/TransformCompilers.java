package io.github.flowlib.tf;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.DiagonalScaling;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.LeakyRelu;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Permutation;
import io.github.flowlib.spec.Softplus;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.TransformSpec;

/**
 * The one table from a transform's record to its compiler. A test compares its keys with the
 * permitted records of {@link TransformSpec}.
 */
final class TransformCompilers {

  /** Declares the variables of a transform and returns its operations. */
  @FunctionalInterface
  interface TransformCompiler<T extends TransformSpec> {

    Bijector compile(T spec, EventShape input, ContextSpec context, Variables.Scope scope);
  }

  private static final ImmutableMap<Class<? extends TransformSpec>, TransformCompiler<?>> TABLE =
      new Table()
          .row(ActNorm.class, (spec, input, context, scope) -> new ActNormBijector(input, scope))
          .row(
              BatchNorm.class,
              (spec, input, context, scope) -> new BatchNormBijector(spec, input, scope))
          .row(
              InvertibleLinear.class,
              (spec, input, context, scope) -> new InvertibleLinearBijector(input, scope))
          .row(Permutation.class, (spec, input, context, scope) -> new PermutationBijector(spec))
          .row(
              Standardization.class,
              (spec, input, context, scope) -> new StandardizationBijector(input, scope))
          .row(
              AdditiveCoupling.class,
              (spec, input, context, scope) ->
                  new Coupling(spec, new AdditiveMap(), input, context, scope))
          .row(
              AffineCoupling.class,
              (spec, input, context, scope) ->
                  new Coupling(spec, new AffineMap(spec.logScaleBound()), input, context, scope))
          .row(Autoregressive.class, AutoregressiveBijector::new)
          .row(
              SplineCoupling.class,
              (spec, input, context, scope) ->
                  new Coupling(spec, new SplineMap(spec.spline()), input, context, scope))
          .row(
              DiagonalScaling.class,
              (spec, input, context, scope) -> new DiagonalScalingBijector(input, scope))
          .row(FactorOut.class, (spec, input, context, scope) -> new FactorOutBijector(spec, input))
          .row(Squeeze.class, (spec, input, context, scope) -> new SqueezeBijector(spec, input))
          .row(Logit.class, (spec, input, context, scope) -> new LogitBijector(spec))
          .row(
              Marginals.class,
              (spec, input, context, scope) -> new MarginalsBijector(spec, input, scope))
          .row(
              MarginalSpline.class,
              (spec, input, context, scope) -> new MarginalSplineBijector(spec, input, scope))
          .row(Softplus.class, (spec, input, context, scope) -> new SoftplusBijector(spec))
          .row(LeakyRelu.class, (spec, input, context, scope) -> new LeakyReluBijector(spec))
          .row(
              FixedAffine.class,
              (spec, input, context, scope) -> new FixedAffineBijector(spec, input))
          .rows
          .buildOrThrow();

  private TransformCompilers() {}

  static ImmutableMap<Class<? extends TransformSpec>, TransformCompiler<?>> table() {
    return TABLE;
  }

  @SuppressWarnings("unchecked") // Table.row ties each class to a compiler of that class
  static Bijector compile(
      TransformSpec spec, EventShape input, ContextSpec context, Variables.Scope scope) {
    TransformCompiler<TransformSpec> compiler =
        (TransformCompiler<TransformSpec>) TABLE.get(spec.getClass());
    return compiler.compile(spec, input, context, scope);
  }

  private static final class Table {

    private final ImmutableMap.Builder<Class<? extends TransformSpec>, TransformCompiler<?>> rows =
        ImmutableMap.builder();

    <T extends TransformSpec> Table row(Class<T> spec, TransformCompiler<T> compiler) {
      rows.put(spec, compiler);
      return this;
    }
  }
}
