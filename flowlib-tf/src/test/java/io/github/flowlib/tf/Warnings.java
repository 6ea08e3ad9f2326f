package io.github.flowlib.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Catches what the library logs on this thread. */
public final class Warnings {

  private Warnings() {}

  /** The lines, such as {@code WARNING text}. */
  public static List<String> during(Runnable run) {
    List<String> lines = new ArrayList<>();
    Thread own = Thread.currentThread();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (Thread.currentThread() == own) {
              lines.add(line.getLevel().getName() + " " + line.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.github.flowlib.tf");
    Level before = logger.getLevel();
    logger.setLevel(Level.WARNING);
    logger.addHandler(handler);
    try {
      run.run();
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(before);
    }
    return lines;
  }
}
