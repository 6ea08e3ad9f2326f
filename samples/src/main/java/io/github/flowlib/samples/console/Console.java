package io.github.flowlib.samples.console;

import io.github.flowlib.mnist.DownloadProgress;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where an exercise speaks to its user.
 *
 * @param out receives lines
 * @param terminal true if a line may be overwritten with a carriage return, because a person looks
 *     at a terminal and not at a file
 */
public record Console(PrintStream out, boolean terminal) {

  private static final String TERMINAL = "flowlib.terminal";

  /**
   * The console of this process.
   *
   * @return standard output
   */
  public static Console ofThisProcess() {
    return new Console(System.out, isTerminal());
  }

  /** The launcher knows, and says so; without it there is a terminal if Java sees one. */
  private static boolean isTerminal() {
    String told = System.getProperty(TERMINAL);
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since Java 22 there is a console even where output goes to a file, and it can be asked.
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** The same answer for another process that writes to the same place. */
  static String terminalFlag() {
    return "-D" + TERMINAL + "=" + isTerminal();
  }

  /**
   * Prints a line.
   *
   * @param format as of {@link String#format}
   * @param arguments of the format
   */
  public void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  /**
   * Tells of downloads, a line for each file, however many mirrors are tried.
   *
   * @return a listener
   */
  public DownloadProgress downloads() {
    Set<String> told = new HashSet<>();
    return (file, bytes, total) -> {
      if (told.add(file)) {
        line("Downloading %s of MNIST, once ...", file);
      }
    };
  }
}
