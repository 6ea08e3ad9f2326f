package io.github.flowlib.samples.exercises;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Names;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.spec.FlowSpec;

/**
 * A flow to compare with others: a preset, as it is or conditional on the digit.
 *
 * @param preset the flow
 * @param labels how it is told which digit it sees
 */
public record FlowChoice(Preset preset, Labels labels) {

  private static final String CONDITIONAL = "conditional-";

  /**
   * A preset that knows no labels.
   *
   * @param preset the flow
   * @return the choice
   */
  public static FlowChoice of(Preset preset) {
    return new FlowChoice(preset, Labels.NONE);
  }

  /**
   * Reads names.
   *
   * @param names of presets, in any case, each with {@code conditional-} before it or without
   * @param told how those are told the digit that are conditional
   * @return the choices
   * @throws SettingException if there are none, one comes twice, or there is none of a name
   */
  public static ImmutableList<FlowChoice> parse(Iterable<String> names, Labels told) {
    ImmutableList.Builder<FlowChoice> choices = ImmutableList.builder();
    for (String name : names) {
      boolean conditional = Ascii.toLowerCase(name).startsWith(CONDITIONAL);
      Preset preset =
          Names.parse(
              Preset.values(),
              conditional ? name.substring(CONDITIONAL.length()) : name,
              "presets",
              "must be among %s, each with conditional- before it or without, but one was '%s'");
      choices.add(new FlowChoice(preset, conditional ? told : Labels.NONE));
    }
    return PresetComparison.Options.checkChoices(choices.build());
  }

  /**
   * The flow for images of digits.
   *
   * @param preprocessing of pixels
   * @param fit names the hidden layers, if anything does
   * @return a spec
   * @throws SettingException if layers are named that the preset does not have
   */
  public FlowSpec spec(Preprocessing preprocessing, FitOptions fit) {
    return preset.spec(preprocessing, fit, labels);
  }

  /**
   * Whether the flow is told the digit.
   *
   * @return false if it knows no labels
   */
  public boolean conditional() {
    return labels.known();
  }

  @Override
  public String toString() {
    return (conditional() ? CONDITIONAL : "") + preset;
  }
}
