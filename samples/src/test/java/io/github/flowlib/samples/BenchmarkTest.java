package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.samples.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  @Test
  void bothAreMeasured() {
    assertThat(run("benchmark", "--blocks=1", "--steps=2", "--units=8", "--batch-size=4"))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith(
            "Training step of RealNVP(5), D = 784, hidden layers 2 x 8, no preprocessing, batch 4")
        .containsPattern("block 1 of 1: flowlib [0-9.]+ ms, by hand [0-9.]+ ms, ratio [0-9.]+")
        .containsPattern("  ratio +[0-9.]+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--blocks=0|--blocks must be at least 1, but was 0",
        "--steps=0|--steps must be at least 1, but was 0",
        "--batch-size=0|--batch-size must be at least 1, but was 0",
        "--units=0|--units must be 1 to 46340, but was 0",
        "--units=50000|--units must be 1 to 46340, but was 50000",
        "--batch-size=2000000000|--batch-size times --steps (and 5 for warm-up) must be at most"
            + " 2739137 rows, but was 60000000000",
      })
  void sizesThatCannotBeAreUsage(String option, String message) {
    assertThat(run("benchmark", option)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("flowlib: " + message + System.lineSeparator());
    assertThat(out.size()).isZero();
  }
}
