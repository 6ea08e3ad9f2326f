package io.github.flowlib.samples.exercises.training;

import io.github.flowlib.FlowBuilder;
import io.github.flowlib.samples.console.Names;

/** How pixels are prepared for the couplings. */
public enum Preprocessing {

  /** Every pixel through its own empirical distribution onto a standard normal. */
  MARGINALS {
    @Override
    public <B extends FlowBuilder<B>> B apply(B builder) {
      return builder.marginals();
    }
  },

  /** The logit of the papers, with α = {@value #ALPHA}. */
  LOGIT {
    @Override
    public <B extends FlowBuilder<B>> B apply(B builder) {
      return builder.logit(ALPHA);
    }
  },

  /** The same, and then every pixel has mean 0 and deviation 1. */
  STANDARDIZED_LOGIT {
    @Override
    public <B extends FlowBuilder<B>> B apply(B builder) {
      return builder.logit(ALPHA).standardize();
    }
  };

  /** What options call these. */
  public static final String LABEL = "marginals|logit|standardized-logit";

  /** α of the logit on MNIST (Papamakarios, Pavlakou, Murray 2017). */
  public static final double ALPHA = 1e-6;

  /**
   * Reads a name.
   *
   * @param name as {@link #toString} gives it, in any case
   * @return the preprocessing
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Preprocessing parse(String name) {
    return Names.parse(values(), name, "preprocessing", "must be among %s, but was %s");
  }

  /** Whether densities in logit space can be compared with those of papers. */
  public boolean isLogit() {
    return this != MARGINALS;
  }

  /**
   * Adds it to a flow.
   *
   * @param <B> the builder
   * @param builder of any preset for images
   * @return the builder
   */
  public abstract <B extends FlowBuilder<B>> B apply(B builder);

  @Override
  public String toString() {
    return Names.of(this);
  }
}
