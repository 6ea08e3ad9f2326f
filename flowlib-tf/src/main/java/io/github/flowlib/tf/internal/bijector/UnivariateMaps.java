package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.Univariate;
import io.github.flowlib.tf.internal.graph.SpecTable;

/** The table of maps of single numbers: from a record to its {@link UnivariateMap}. */
public final class UnivariateMaps {

  private static final SpecTable<Univariate, UnivariateMap> TABLE =
      SpecTable.<Univariate, UnivariateMap>of(Univariate.class)
          .row(Affine.class, spec -> new AffineMap(spec.logScaleBound()))
          .row(Spline.class, SplineMap::new)
          .build();

  private UnivariateMaps() {}

  /** The records that have a row. */
  public static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  static UnivariateMap compile(Univariate spec) {
    return TABLE.compile(spec);
  }
}
