package io.github.flowlib.internal;

import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether the Guava on the class path is new enough. Build tools choose one version for a whole
 * program, and what a program is run by may bring an old one along; without this check it would end
 * in a {@link NoSuchMethodError} somewhere.
 */
public final class GuavaVersion {

  private static final String LIST = "com.google.common.collect.ImmutableList";

  private static final @Nullable String FAULT = fault(GuavaVersion.class.getClassLoader());

  private GuavaVersion() {}

  /**
   * Is called where a program begins to use the library.
   *
   * @throws IllegalStateException if Guava is older than 21, or not there
   */
  public static void check() {
    if (FAULT != null) {
      throw new IllegalStateException(FAULT);
    }
  }

  static @Nullable String fault(@Nullable ClassLoader loader) {
    String found = "none";
    try {
      Class<?> list = Class.forName(LIST, false, loader);
      CodeSource source = list.getProtectionDomain().getCodeSource();
      found = source == null ? "an older one" : String.valueOf(source.getLocation());
      list.getMethod("toImmutableList"); // new in 21
      return null;
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      return "flowlib needs Guava 21 or newer on the class path, but found "
          + found
          + "; add com.google.guava:guava with a newer version to the dependencies of the program, and see that"
          + " nothing puts another one before it";
    }
  }
}
