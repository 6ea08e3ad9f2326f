package io.github.flowlib.samples.checks.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The resident memory of this process, native memory included. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "VmRSS:";
  private static final long KILO = 1024;

  private ResidentMemory() {}

  /**
   * In bytes, behind a collection: garbage that nobody has collected yet fills the Java heap, and
   * is no leak. Empty where the system does not tell.
   */
  static OptionalLong bytes() throws IOException {
    System.gc();
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(LINE))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
        .findFirst();
  }
}
