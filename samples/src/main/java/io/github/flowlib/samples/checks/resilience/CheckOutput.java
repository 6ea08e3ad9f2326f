package io.github.flowlib.samples.checks.resilience;

import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the checks of this package write. */
final class CheckOutput {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where figures go (below samples/target by default); replaced by the next run")
  private @Nullable Path out;

  /** The directory to write, known to be one that may be written; close it. */
  OutputDirectory prepare(String command) throws IOException {
    return OutputDirectory.prepare(
        out != null ? out : OutputDirectory.defaultFor(command), command);
  }
}
