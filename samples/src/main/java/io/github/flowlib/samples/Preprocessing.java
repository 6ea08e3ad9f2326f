package io.github.flowlib.samples;

import io.github.flowlib.FlowBuilder;
import java.util.Arrays;
import java.util.Locale;

/** How pixels are prepared for the couplings. */
public enum Preprocessing {

  /** Every pixel through its own empirical distribution onto a standard normal. */
  MARGINALS {
    @Override
    <B extends FlowBuilder<B>> B apply(B builder) {
      return builder.marginals();
    }
  },

  /** The logit of the papers, with α = {@value #ALPHA}. */
  LOGIT {
    @Override
    <B extends FlowBuilder<B>> B apply(B builder) {
      return builder.logit(ALPHA);
    }
  };

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
    return Arrays.stream(values())
        .filter(each -> each.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "preprocessing must be marginals or logit, but was " + name));
  }

  abstract <B extends FlowBuilder<B>> B apply(B builder);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
