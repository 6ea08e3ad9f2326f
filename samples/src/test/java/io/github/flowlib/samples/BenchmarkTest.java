package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flowlib.samples.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  @Test
  void whoeverCanDoATaskIsMeasured() throws IOException {
    Path target = directory.resolve("run");
    assertThat(run("benchmark", "--workloads=table", "--blocks=1", "--times=1", "--out=" + target))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern(
            "table  step 256 +flowlib [0-9.]+, flowlib, Precision.FAST [0-9.]+ \\([0-9.]+\\), graph by"
                + " hand [0-9.]+ \\([0-9.]+\\), floor [0-9.]+")
        .containsPattern("table  logProb 1 +flowlib [0-9.]+, floor [0-9.]+");
    JsonNode found = new ObjectMapper().readTree(target.resolve("metrics.json").toFile());
    assertThat(found.path("rows").findValuesAsText("task"))
        .hasSize(10)
        .endsWith("create", "save", "load");
    for (JsonNode row : found.path("rows")) {
      boolean isStep = row.path("task").asText().startsWith("step");
      assertThat(row.path("millis")).hasSize(isStep ? 3 : 1);
      assertThat(row.path("millis").path("flowlib").asDouble()).isPositive();
      assertThat(row.path("floorMillis").asDouble() > 0)
          .isEqualTo(row.path("task").asText().contains(" "));
      assertThat(row.path("ratios")).hasSize(isStep ? 2 : 0);
    }
    assertThat(target.resolve("index.html"))
        .content()
        .contains(
            "<h2>table</h2>", "<h3>step 256</h3>", "<dt>graph by hand</dt>", "<dt>floor</dt>");
  }

  /** An autoencoder has no density that is told at once, but a bound. */
  @Test
  void anAutoencoderAndABeginningAreMeasured() throws IOException {
    Path target = directory.resolve("run");
    for (String tasks : List.of("first-digit", "elbo 1,first-digit")) { // the second replaces
      assertThat(
              run(
                  "benchmark",
                  "--workloads=autoencoder,start",
                  "--tasks=" + tasks,
                  "--blocks=1",
                  "--times=1",
                  "--out=" + target))
          .as(err.toString(StandardCharsets.UTF_8))
          .isZero();
    }
    JsonNode found = new ObjectMapper().readTree(target.resolve("metrics.json").toFile());
    assertThat(found.path("rows").findValuesAsText("task"))
        .containsExactly("elbo 1", "first-digit");
    assertThat(found.path("rows").findValues("millis"))
        .allMatch(millis -> millis.path("flowlib").asDouble() > 0);
  }

  /** What does a task alone has no memory of another: only Linux tells how much. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theLargestOfItsKindTellsTheMemoryOfAProcessOfItsOwn() throws IOException {
    Path target = directory.resolve("run");
    assertThat(
            run(
                "benchmark",
                "--workloads=table",
                "--tasks=step 256,logProb 10000",
                "--blocks=1",
                "--times=1",
                "--out=" + target))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    JsonNode rows =
        new ObjectMapper().readTree(target.resolve("metrics.json").toFile()).path("rows");
    assertThat(rows.path(0).path("megabytes")).isEmpty(); // 4096 rows take more
    assertThat(rows.path(1).path("megabytes").path("flowlib").asDouble()).isBetween(50.0, 5000.0);
  }

  /** Where a Python is, is the business of one machine. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPeerIsMeasuredAndItsPlacesAreNotWritten() throws IOException {
    Path python =
        Files.writeString(
            directory.resolve("a python"),
            "#!/bin/sh\n[ $# -gt 6 ] && echo 123.5 && exit\n"
                + "echo zuko 9.9\nwhile read -r task; do echo 1000 1000 1000; done\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    Path target = directory.resolve("run");

    assertThat(
            run(
                "benchmark",
                "--workloads=table",
                "--tasks=step 256,logProb 10000,create",
                "--blocks=1",
                "--times=1",
                "--peer",
                python.toString(),
                "--peer-source=" + directory,
                "--out=" + target))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();

    JsonNode found = new ObjectMapper().readTree(target.resolve("metrics.json").toFile());
    assertThat(found.path("peer").asText()).isEqualTo("zuko 9.9");
    assertThat(found.path("rows").path(1).path("megabytes").path("zuko").asDouble())
        .isEqualTo(OS.LINUX.isCurrentOs() ? 123.5 : 0);
    assertThat(found.path("command").asText())
        .isEqualTo(
            "samples/flowlib benchmark --workloads=table '--tasks=step 256,logProb 10000,create'"
                + " --blocks=1 --times=1 --peer PYTHON"
                + " --peer-source DIR --out="
                + target);
    for (JsonNode row : found.path("rows")) {
      if (!row.path("task").asText().contains(" ")) {
        assertThat(row.path("millis").has("zuko")).isFalse(); // a model as a whole is our own task
        continue;
      }
      double millis = row.path("millis").path("flowlib").asDouble();
      assertThat(row.path("millis").path("zuko").asDouble()).isEqualTo(1000);
      assertThat(row.path("ratios").path("zuko").asDouble())
          .isCloseTo(1000 / millis, withinPercentage(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--blocks=0|--blocks must be at least 1, but was 0",
        "--times=0|--times must be at least 1, but was 0",
        "--workloads=wide|--workloads must be some of [dense, table, multi-scale, autoencoder, start], but was [wide]",
        "--tasks=step|--tasks must be some of those of [dense, table, multi-scale, autoencoder], which are"
            + " [step 100, step 256, step 1000, logProb 1, logProb 100,"
            + " logProb 10000, sample 1, sample 10000, create, save, load, step 4096, step 64,"
            + " logProb 1000, sample 1000, elbo 1, elbo 10000], but was [step]",
        "--peer=python3|--peer and --peer-source must be given together; one names a Python, the"
            + " other what it imports",
      })
  void whatCannotBeMeasuredIsUsage(String option, String message) {
    assertThat(run("benchmark", option)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("flowlib: " + message + System.lineSeparator());
    assertThat(out.size()).isZero();
  }
}
