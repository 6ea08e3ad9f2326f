package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.samples.results.OutputDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands without digits understand as well. */
final class RunOptions {

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the same seed gives the same result (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results go (below samples/target by default); replaced by the next run")
  private @Nullable Path out;

  long seed() {
    return seed;
  }

  Path out(String command) {
    return out != null ? out : OutputDirectory.defaultFor(command);
  }
}
