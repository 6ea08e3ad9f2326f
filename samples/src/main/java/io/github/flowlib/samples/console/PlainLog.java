package io.github.flowlib.samples.console;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the library logs, as a line without date and class; warnings on standard error. */
public final class PlainLog extends Handler {

  // A logger that nobody holds is collected, and its handlers with it.
  private static final Logger LIBRARY = Logger.getLogger("io.github.flowlib");

  /** Puts parameters in the place of {0}. */
  private final SimpleFormatter formatter = new SimpleFormatter();

  private final PrintStream out;
  private final PrintStream err;

  PlainLog(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Takes over in this process.
   *
   * @param out gets what is said for information
   * @param err gets warnings
   */
  public static void install(PrintStream out, PrintStream err) {
    LIBRARY.setLevel(Level.FINE);
    LIBRARY.setUseParentHandlers(false);
    LIBRARY.addHandler(new PlainLog(out, err));
  }

  @Override
  public void publish(LogRecord line) {
    String text = formatter.formatMessage(line);
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      err.println("Warning: " + text);
    } else {
      out.println(text);
    }
  }

  @Override
  public void flush() {
    out.flush();
    err.flush();
  }

  @Override
  public void close() {}
}
