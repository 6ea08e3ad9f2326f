package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The code in README.md compiles, because it is the code of {@link ReadmeExamples}; some of it runs
 * here.
 */
class ReadmeTest {

  private static final Path SAMPLES =
      Files.exists(Path.of("samples")) ? Path.of("samples") : Path.of("");

  @Test
  void everyBlockOfJavaIsARegionOfTheExamples() throws IOException {
    List<String> readme =
        all(
            "(?s)```java\n(.*?)```",
            Files.readString(SAMPLES.toAbsolutePath().resolve("../README.md")));
    List<String> regions =
        all(
            "(?s)// region\n(.*?)    // end",
            Files.readString(
                SAMPLES.resolve("src/test/java/io/github/flowlib/samples/ReadmeExamples.java")));
    assertThat(regions).hasSize(5);
    assertThat(readme).isEqualTo(regions);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(1).stripTrailing().stripIndent().strip())
        .toList();
  }

  @Test
  void theExamplesOnTablesRun() {
    SplittableRandom random = new SplittableRandom(1);
    ReadmeExamples.table(rows(random, 60, 3), rows(random, 5, 3));
    ReadmeExamples.context(
        rows(random, 60, 3), rows(random, 60, 2), rows(random, 4, 2), rows(random, 4, 3));
  }

  private static float[][] rows(SplittableRandom random, int count, int width) {
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int j = 0; j < width; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
