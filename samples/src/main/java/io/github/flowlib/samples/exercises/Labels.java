package io.github.flowlib.samples.exercises;

import io.github.flowlib.FlowBuilder;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.spec.Base;
import java.util.OptionalInt;

/**
 * How a flow is told which digit it sees.
 *
 * @param known whether it is told at all
 * @param embedding how many learned numbers stand for each digit, if networks do not read the
 *     one-hot vector itself
 * @param inNoise whether the noise has a mean and a deviation of its own for each digit
 */
public record Labels(boolean known, OptionalInt embedding, boolean inNoise) {

  /** It is not told. */
  public static final Labels NONE = new Labels(false, OptionalInt.empty(), false);

  /** Every network reads the one-hot vector. */
  public static final Labels ONE_HOT = new Labels(true, OptionalInt.empty(), false);

  /**
   * Every network reads the row of a table that all of them share.
   *
   * @param numbers in a row
   * @return these labels
   * @throws SettingException if there is none
   */
  public static Labels embedded(int numbers) {
    SettingException.checkAtLeast(1, "embedding", numbers);
    return new Labels(true, OptionalInt.of(numbers), false);
  }

  /** The same, with noise that learns a mean and a deviation for each digit. */
  public Labels withNoise() {
    return new Labels(true, embedding, true);
  }

  /** Tells the builder of a flow. */
  <B extends FlowBuilder<B>> B tell(B builder) {
    if (!known) {
      return builder;
    }
    B told = builder.conditional(Digits.CLASSES);
    embedding.ifPresent(told::embedding);
    return inNoise ? told.base(Base.conditionalNormal()) : told;
  }
}
