package io.github.flowlib.samples.documents.tables;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flowlib.samples.results.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of JSON in {@code docs/results}. */
final class ResultsFolder {

  private final Path directory;
  private final Map<String, Run> runs = new HashMap<>();

  ResultsFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads a file.
   *
   * @param name without its ending
   * @throws UncheckedIOException if it is missing or no JSON
   */
  Run run(String name) {
    return runs.computeIfAbsent(name, each -> new Run(each, read(each)));
  }

  List<Run> runs(String... names) {
    return Stream.of(names).map(this::run).toList();
  }

  /** Three runs over the number of couplings. */
  Seeds conditionalSeeds(String preprocessing) {
    String name = "conditional-realnvp-seeds/" + preprocessing + "-seed-";
    return new Seeds(runs(name + 0, name + 1, name + 2));
  }

  private JsonNode read(String name) {
    try {
      return Json.COMPACT.readTree(directory.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
