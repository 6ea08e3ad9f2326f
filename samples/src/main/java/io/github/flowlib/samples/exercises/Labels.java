package io.github.flowlib.samples.exercises;

import io.github.flowlib.FlowBuilder;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.FlowSpec;
import java.util.OptionalInt;

/**
 * How a flow is told which digit it sees.
 *
 * @param known whether it is told at all
 * @param embedding how many learned numbers stand for each digit, in a table that all networks
 *     share; empty if they read the one-hot vector itself
 * @param conditionalBase whether the base distribution has a mean and a deviation of its own for
 *     each digit
 */
public record Labels(boolean known, OptionalInt embedding, boolean conditionalBase) {

  /** It is not told. */
  public static final Labels NONE = new Labels(false, OptionalInt.empty(), false);

  /** Every network reads the one-hot vector. */
  public static final Labels ONE_HOT = new Labels(true, OptionalInt.empty(), false);

  /**
   * Checks the arguments.
   *
   * @param known see {@link #known()}
   * @param embedding see {@link #embedding()}
   * @param conditionalBase see {@link #conditionalBase()}
   * @throws SettingException if the embedding is empty, or the flow is not told but how is said
   */
  public Labels {
    embedding.ifPresent(numbers -> SettingException.checkAtLeast(1, "embedding", numbers));
    SettingException.check(
        known || (embedding.isEmpty() && !conditionalBase),
        "embedding",
        "and --conditional-base are of flows that are told the digit; leave them out");
  }

  /**
   * The flow of a builder.
   *
   * @param builder of any preset, with everything else
   * @return its spec
   * @throws SettingException if the base distribution is to be conditional, and the preset has one
   *     that a conditional normal would take the place of
   */
  FlowSpec build(FlowBuilder<?> builder) {
    if (known) {
      builder.conditional(Digits.CLASSES);
      embedding.ifPresent(builder::embedding);
    }
    FlowSpec spec = builder.build();
    if (!conditionalBase) {
      return spec;
    }
    SettingException.check(
        spec.base() instanceof Base.Normal,
        "conditionalBase",
        "takes the place of a standard normal, but this preset has %s; leave it out",
        spec.base());
    return builder.base(Base.conditionalNormal()).build();
  }
}
