package io.github.flowlib.tf.internal.distribution;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.SpecTable;

/** The table of likelihoods: from a record to its {@link Observation}. */
public final class Observations {

  /** Makes the operations for data of a scale. */
  @FunctionalInterface
  private interface Compiler {
    Observation compile(float scale);
  }

  private static final SpecTable<Likelihood, Compiler> TABLE =
      SpecTable.<Likelihood, Compiler>of(Likelihood.class)
          .row(Likelihood.Bernoulli.class, spec -> BernoulliObservation::new)
          .row(Likelihood.Normal.class, spec -> scale -> new NormalObservation(scale, spec))
          .row(Likelihood.LearnedNormal.class, spec -> scale -> new NormalObservation(scale, spec))
          .row(Likelihood.DiscretizedLogistic.class, spec -> DiscretizedLogisticObservation::new)
          .build();

  private Observations() {}

  /** The records that have a row. */
  public static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  public static Observation compile(VaeSpec spec) {
    return TABLE.compile(spec.likelihood()).compile((float) spec.scale());
  }
}
