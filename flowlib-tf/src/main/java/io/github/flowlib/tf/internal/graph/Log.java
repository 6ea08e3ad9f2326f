package io.github.flowlib.tf.internal.graph;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Where this module logs: one name for users to configure, whatever the room. */
public final class Log {

  private static final String NAME = "io.github.flowlib.tf";

  public static final System.Logger LOG = logger();

  private Log() {}

  /**
   * The platform's logging cannot start in a working directory that Java cannot name in its
   * encoding; no model needs to fail for that.
   */
  private static System.Logger logger() {
    try {
      return System.getLogger(NAME);
    } catch (LinkageError e) {
      return new Simple();
    }
  }

  /** Warnings on standard error, and nothing else. */
  private static final class Simple implements System.Logger {

    @Override
    public String getName() {
      return NAME;
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
        Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
      log(level, bundle, format, (Throwable) null);
    }
  }
}
