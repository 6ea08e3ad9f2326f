package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.UnivariateSpec;
import io.github.flowlib.tf.internal.graph.SpecTable;

/** The table of maps of single numbers: from a record to its {@link Univariate}. */
public final class Univariates {

  private static final SpecTable<UnivariateSpec, Univariate> TABLE =
      SpecTable.<UnivariateSpec, Univariate>of(UnivariateSpec.class)
          .row(Affine.class, spec -> new AffineMap(spec.logScaleBound()))
          .row(Spline.class, SplineMap::new)
          .build();

  private Univariates() {}

  /** The records that have a row. */
  public static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  static Univariate compile(UnivariateSpec spec) {
    return TABLE.compile(spec);
  }
}
