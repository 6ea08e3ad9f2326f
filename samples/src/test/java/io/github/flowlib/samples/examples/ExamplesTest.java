package io.github.flowlib.samples.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example runs from beginning to end, on data so few that it takes seconds. */
class ExamplesTest {

  @TempDir private Path directory;

  @Test
  void aTableHasADensity() {
    SplittableRandom random = new SplittableRandom(1);

    double[] logProb = DensityOfATable.run(rows(random, 60), rows(random, 5));

    assertThat(logProb).hasSize(5).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void whatLiesFarFromNormalRowsRaisesAnAlarm() {
    float[][] newRows = {{100, 20}, {0, 60}};

    assertThat(AnomalyScores.run(AnomalyScores.ring(1_000), newRows, 20))
        .containsExactly(false, true);
  }

  @Test
  void digitsAreLearnedByLabel() throws IOException {
    Dataset digits = SyntheticDigits.generate(60, 1);
    Path model = directory.resolve("model");

    double bits =
        DigitsByLabel.run(digits.head(40), digits.slice(40, 50), digits.slice(50, 60), model);

    assertThat(bits).isBetween(0.1, 8.0);
    assertThat(directory.resolve("7.png")).isNotEmptyFile();
    try (FlowModel flow = Models.loadFlow(model)) {
      assertThat(flow.spec().context().classes()).isEqualTo(10);
    }
  }

  @Test
  void anAutoencoderDrawsTheLabelsThatAreNamed() throws IOException {
    Path picture = directory.resolve("digits.png");

    double logProb =
        Autoencoder.run(SyntheticDigits.generate(60, 1), SyntheticDigits.generate(5, 2), picture);

    assertThat(logProb).isBetween(-800.0, 0.0);
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void anExampleIsShortAndShowsNothingButFlowlib() throws IOException {
    Path examples = Path.of("src/main/java/io/github/flowlib/samples/examples");
    try (Stream<Path> files = Files.list(examples)) {
      for (Path file : files.filter(file -> !file.endsWith("package-info.java")).toList()) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as("%s", file).hasSizeLessThanOrEqualTo(60);
        assertThat(lines.stream().filter(line -> line.startsWith("import ")))
            .as("%s", file)
            .allMatch(line -> line.matches("import (java|io\\.github\\.flowlib)\\..*"))
            .noneMatch(line -> line.contains("flowlib.samples") || line.contains("flowlib.tf"));
      }
    }
  }

  private static float[][] rows(SplittableRandom random, int count) {
    float[][] rows = new float[count][2];
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
