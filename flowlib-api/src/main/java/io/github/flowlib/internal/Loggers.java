package io.github.flowlib.internal;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The platform's loggers. They cannot start in a working directory that Java cannot name in its
 * encoding; no model and no training needs to fail for that.
 */
public final class Loggers {

  private Loggers() {}

  /**
   * The logger of a name.
   *
   * @param name of the logger
   * @return the platform's, or where its logging cannot start, one that writes warnings to standard
   *     error
   */
  public static System.Logger of(String name) {
    try {
      return System.getLogger(name);
    } catch (LinkageError e) {
      return new Simple(name);
    }
  }

  /** Warnings on standard error, and nothing else. */
  private record Simple(String name) implements System.Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.WARNING.getSeverity() && level != Level.OFF;
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        System.err.println(level + ": " + message + (thrown == null ? "" : ": " + thrown));
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        String format,
        Object @Nullable ... parameters) {
      log(
          level,
          bundle,
          parameters == null || parameters.length == 0
              ? format
              : MessageFormat.format(format, parameters),
          (Throwable) null);
    }
  }
}
