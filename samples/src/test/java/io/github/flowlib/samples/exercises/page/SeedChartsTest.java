package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.samples.exercises.report.Chart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedChartsTest {

  private static final Path SEEDS = Path.of("..", "docs", "results", "conditional-realnvp-seeds");

  @TempDir private Path directory;

  private static List<Path> files(String pixels) {
    return IntStream.range(0, 3)
        .mapToObj(seed -> SEEDS.resolve(pixels + "-seed-" + seed + ".json"))
        .toList();
  }

  @Test
  void meansAndDeviationsAreThoseOfTheTableInTheResults() throws IOException {
    Chart bits = SeedCharts.charts(files("marginals"), 2).get(0);

    assertThat(bits.x()).containsExactly(2.0, 3.0, 5.0, 10.0);
    Chart.Line without = bits.lines().get(0);
    assertThat(without.values().get(0)).isCloseTo(1.4291, within(5e-5));
    assertThat(without.errors().get(0)).isCloseTo(0.0004, within(5e-5));
    Chart.Line with = bits.lines().get(1);
    assertThat(with.values().get(3)).isCloseTo(1.3839, within(5e-5));
  }

  @Test
  void thePictureHasThreeCharts() throws IOException {
    Path picture = directory.resolve("seeds.png");

    SeedCharts.write(files("logit"), 2, picture);

    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(1520);
    assertThat(image.getHeight()).isGreaterThan(2000);
    // Down its middle go the grids and the lines of all three.
    int paper = image.getRGB(0, 0);
    assertThat(
            IntStream.range(0, image.getHeight())
                .filter(y -> image.getRGB(760, y) != paper)
                .count())
        .isGreaterThan(20);
  }

  @Test
  void filesOfOtherCommandsAreRefused() throws IOException {
    Path other = Files.writeString(directory.resolve("metrics.json"), "{\"models\": []}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedCharts.charts(List.of(other), 1))
        .withMessageContaining("must be the metrics.json of flowlib conditional-realnvp, but ")
        .withMessageEndingWith("is none");
  }
}
