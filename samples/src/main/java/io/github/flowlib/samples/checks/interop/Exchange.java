package io.github.flowlib.samples.checks.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files that programs exchange: models, and tables of numbers as text that any program reads.
 */
record Exchange(Path directory) {

  Path model(String name) {
    return directory.resolve(name);
  }

  void write(String name, float[][] rows) throws IOException {
    lines(
        name,
        Arrays.stream(rows)
            .map(
                row ->
                    IntStream.range(0, row.length)
                        .mapToObj(i -> String.valueOf(row[i]))
                        .collect(Collectors.joining(",")))
            .toList());
  }

  void write(String name, double[] values) throws IOException {
    lines(name, Arrays.stream(values).mapToObj(String::valueOf).toList());
  }

  void write(String name, int[] values) throws IOException {
    lines(name, Arrays.stream(values).mapToObj(String::valueOf).toList());
  }

  private void lines(String name, List<String> lines) throws IOException {
    Files.write(directory.resolve(name + ".csv"), lines);
  }
}
