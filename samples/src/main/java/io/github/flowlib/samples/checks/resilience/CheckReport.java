package io.github.flowlib.samples.checks.resilience;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.results.ResultsFile;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a check found, as it stands in {@code metrics.json}.
 *
 * @param passed true if nothing was found that must not be
 * @param settings numbers that it was run with, and limits that it holds, by name
 * @param result what came out
 * @param command what was typed, to run it again
 * @param versions what it ran on
 */
record CheckReport(
    boolean passed,
    ImmutableMap<String, Long> settings,
    Object result,
    String command,
    Versions versions) {

  /** Writes the file, the last one of a run. */
  void write(Path directory) throws IOException {
    ResultsFile.write(directory, this);
  }
}
