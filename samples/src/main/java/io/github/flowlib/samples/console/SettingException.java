package io.github.flowlib.samples.console;

import com.google.common.base.CaseFormat;
import com.google.common.base.Strings;

/**
 * A setting has a value that it cannot have. The exception knows the setting by name, so that the
 * command line can name its own option instead, whatever the message says.
 */
public final class SettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String setting;
  private final String problem;

  /**
   * Names a setting and what is wrong with it.
   *
   * @param setting its name in code, such as {@code batchSize}
   * @param problem the rule and the value, such as {@code must be at least 1, but was 0}
   */
  public SettingException(String setting, String problem) {
    super(setting + " " + problem);
    this.setting = setting;
    this.problem = problem;
  }

  /**
   * The same for a person at the command line.
   *
   * @return the message, beginning with an option such as {@code --batch-size}
   */
  public String ofOption() {
    return "--" + CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_HYPHEN, setting) + " " + problem;
  }

  /**
   * Checks a rule.
   *
   * @param holds whether it is kept
   * @param setting see the constructor
   * @param problem see the constructor, with {@code %s} for every value
   * @param values that the problem names
   * @throws SettingException if it is not
   */
  public static void check(boolean holds, String setting, String problem, Object... values) {
    if (!holds) {
      throw new SettingException(setting, Strings.lenientFormat(problem, values));
    }
  }

  /**
   * Checks a number from below.
   *
   * @param least the smallest that it may be
   * @param setting its name
   * @param value its value
   * @throws SettingException if it is smaller
   */
  public static void checkAtLeast(int least, String setting, int value) {
    check(value >= least, setting, "must be at least %s, but was %s", least, value);
  }

  /**
   * Checks a rate, which must be a number above 0 in float32 too: that is what trainings reckon in.
   *
   * @param setting its name
   * @param value its value
   * @throws SettingException if it is none
   */
  public static void checkPositive(String setting, double value) {
    check(
        (float) value > 0 && Float.isFinite((float) value),
        setting,
        "must be above 0 and finite, but was %s",
        value);
  }
}
