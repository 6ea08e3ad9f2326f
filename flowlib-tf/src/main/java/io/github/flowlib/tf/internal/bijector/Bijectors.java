package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.Context;
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
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.internal.graph.SpecTable;
import io.github.flowlib.tf.internal.graph.Variables;

/** The table of transforms: from a record to its {@link Bijector}. */
public final class Bijectors {

  /** Declares the variables of a transform and returns its operations. */
  @FunctionalInterface
  private interface Compiler {
    Bijector compile(EventShape input, Context context, Variables.Scope scope);
  }

  private static final SpecTable<Transform, Compiler> TABLE =
      SpecTable.<Transform, Compiler>of(Transform.class)
          .row(ActNorm.class, spec -> (input, context, scope) -> new ActNormBijector(input, scope))
          .row(
              AdditiveCoupling.class,
              spec ->
                  (input, context, scope) ->
                      new CouplingBijector(spec, new AdditiveMap(), input, context, scope))
          .row(
              AffineCoupling.class,
              spec ->
                  (input, context, scope) ->
                      new CouplingBijector(
                          spec, new AffineMap(spec.logScaleBound()), input, context, scope))
          .row(
              Autoregressive.class,
              spec ->
                  (input, context, scope) ->
                      new AutoregressiveBijector(spec, input, context, scope))
          .row(
              BatchNorm.class,
              spec -> (input, context, scope) -> new BatchNormBijector(spec, input, scope))
          .row(
              DiagonalScaling.class,
              spec -> (input, context, scope) -> new DiagonalScalingBijector(input, scope))
          .row(
              FactorOut.class,
              spec -> (input, context, scope) -> new FactorOutBijector(spec, input))
          .row(
              FixedAffine.class,
              spec -> (input, context, scope) -> new FixedAffineBijector(spec, input))
          .row(
              InvertibleLinear.class,
              spec -> (input, context, scope) -> new InvertibleLinearBijector(input, scope))
          .row(LeakyRelu.class, spec -> (input, context, scope) -> new LeakyReluBijector(spec))
          .row(Logit.class, spec -> (input, context, scope) -> new LogitBijector(spec))
          .row(
              Marginals.class,
              spec -> (input, context, scope) -> new MarginalsBijector(spec, input, scope))
          .row(
              MarginalSpline.class,
              spec -> (input, context, scope) -> new MarginalSplineBijector(spec, input, scope))
          .row(Permutation.class, spec -> (input, context, scope) -> new PermutationBijector(spec))
          .row(Softplus.class, spec -> (input, context, scope) -> new SoftplusBijector(spec))
          .row(
              SplineCoupling.class,
              spec ->
                  (input, context, scope) ->
                      new CouplingBijector(
                          spec, new SplineMap(spec.spline()), input, context, scope))
          .row(Squeeze.class, spec -> (input, context, scope) -> new SqueezeBijector(spec, input))
          .row(
              Standardization.class,
              spec -> (input, context, scope) -> new StandardizationBijector(input, scope))
          .build();

  private Bijectors() {}

  /** The records that have a row. */
  public static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  /** Declares the variables of a transform and returns its operations. */
  static Bijector compile(
      Transform spec, EventShape input, Context context, Variables.Scope scope) {
    return TABLE.compile(spec).compile(input, context, scope);
  }
}
