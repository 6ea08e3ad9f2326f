package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The code in README.md compiles, because it is the code of the example programs and of {@link
 * ReadmeExamples}; what is not a program of its own runs here.
 */
class ReadmeTest {

  private static final Path SAMPLES =
      Files.exists(Path.of("samples")) ? Path.of("samples") : Path.of("");

  private static final String CODE = "java/io/github/flowlib/samples/";

  /** What a program needs, and a reader does not. */
  private static final String LEFT_OUT = "// not in README.md";

  @Test
  void everyBlockOfJavaIsARegionOfAProgram() throws IOException {
    List<String> readme =
        all(
            "(?s)```java\n(.*?)```",
            Files.readString(SAMPLES.toAbsolutePath().resolve("../README.md")));

    assertThat(readme)
        .containsExactly(
            region("src/main/" + CODE + "examples/DigitsByLabel.java", "digits"),
            region("src/main/" + CODE + "examples/DensityOfATable.java", "density"),
            region("src/main/" + CODE + "examples/AnomalyScores.java", "alarms"),
            region("src/test/" + CODE + "ReadmeExamples.java", "context"),
            region("src/main/" + CODE + "examples/Autoencoder.java", "autoencoder"),
            region("src/test/" + CODE + "ReadmeExamples.java", "pictures"));
  }

  private static String region(String file, String name) throws IOException {
    String code =
        Files.readString(SAMPLES.resolve(file))
            .lines()
            .filter(line -> !line.endsWith(LEFT_OUT))
            .collect(Collectors.joining("\n"));
    List<String> regions = all("(?s)// region " + name + "\n(.*?)    // end", code);
    assertThat(regions).as("region %s of %s", name, file).hasSize(1);
    return regions.get(0);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(1).stripTrailing().stripIndent().strip())
        .toList();
  }

  @Test
  void theExampleOnContextRuns() {
    SplittableRandom random = new SplittableRandom(1);
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
