package io.github.flowlib.samples.console;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/** How another virtual machine like this one is started. */
public final class JavaCommand {

  private static final int QUIET_SINCE = 24;

  private JavaCommand() {}

  /**
   * The program, and the flags that newer ones want to be silent about native code.
   *
   * @return the beginning of a command line
   */
  public static ImmutableList<String> start() {
    ImmutableList.Builder<String> start = ImmutableList.builder();
    start.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= QUIET_SINCE) {
      start.add("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }
    return start.build();
  }
}
