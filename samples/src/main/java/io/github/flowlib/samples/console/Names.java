package io.github.flowlib.samples.console;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of constants as people type them: {@code TWO_MOONS} is {@code two-moons}. */
public final class Names {

  private Names() {}

  /**
   * As people type it.
   *
   * @param constant of any enum
   * @return in lower case, with hyphens
   */
  public static String of(Enum<?> constant) {
    return Ascii.toLowerCase(constant.name()).replace('_', '-');
  }

  /**
   * Reads a name, in any case.
   *
   * @param <E> the enum
   * @param values all constants
   * @param name to find
   * @param setting that has the name as its value
   * @param problem with a place for all names, then one for the name that is none of them
   * @return the constant
   * @throws SettingException if there is none of that name
   */
  public static <E extends Enum<E>> E parse(
      E[] values, String name, String setting, String problem) {
    return Arrays.stream(values)
        .filter(each -> Ascii.equalsIgnoreCase(of(each), name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    setting,
                    String.format(
                        Locale.ROOT,
                        problem,
                        Arrays.stream(values).map(Names::of).collect(Collectors.joining(", ")),
                        name)));
  }
}
