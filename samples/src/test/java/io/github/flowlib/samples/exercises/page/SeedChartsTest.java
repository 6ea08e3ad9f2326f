package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.flowlib.samples.html.Chart;
import io.github.flowlib.samples.results.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** A run may have measured its temperatures in another order. */
  @Test
  void qualitiesAreThoseOfTheTemperature() throws IOException {
    List<Path> files = new ArrayList<>(files("marginals"));
    JsonNode run = Json.COMPACT.readTree(files.get(1).toFile());
    for (JsonNode model : run.path("models")) {
      ArrayNode qualities = (ArrayNode) model.path("sampleQuality");
      qualities.add(qualities.remove(0));
    }
    Path turned = directory.resolve("turned.json");
    Json.COMPACT.writeValue(turned.toFile(), run);
    files.set(1, turned);

    assertThat(SeedCharts.charts(files, 2)).isEqualTo(SeedCharts.charts(files("marginals"), 2));

    ((ArrayNode) run.path("models").path(9).path("sampleQuality")).remove(0);
    Json.COMPACT.writeValue(turned.toFile(), run);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedCharts.charts(files, 2))
        .withMessageContaining("must have samples at the same temperatures");
  }

  @Test
  void runsOfOneSeedOrOfOtherSettingsAreRefused() {
    List<Path> mixed = List.of(files("marginals").get(0), files("logit").get(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedCharts.charts(mixed, 2))
        .withMessageContaining("preprocessing of a model is");
    List<Path> twice = List.of(files("logit").get(0), files("logit").get(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedCharts.charts(twice, 2))
        .withMessageStartingWith("every run must have a seed of its own");
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
