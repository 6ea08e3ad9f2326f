package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.measurement.SampleScoring;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exercise as a whole, with networks and data so small that it takes seconds. */
class ConditionalRealNvpPageTest {

  private static final FitOptions TINY = new FitOptions(1, 50, 1e-3, 3, ImmutableList.of(16));
  private static final int GRID = 3 * (10 * 28 + 9 * 2);

  @TempDir private Path directory;

  private final Digits digits = Digits.synthetic(300, 80);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Path run(Digits on, Preprocessing preprocessing) throws IOException {
    return run(on, preprocessing, ImmutableList.of(2));
  }

  private Path run(Digits on, Preprocessing preprocessing, ImmutableList<Integer> couplings)
      throws IOException {
    return ConditionalRealNvpPage.write(
        new Exercise1abRealNvp.Options(
            on, couplings, preprocessing, TINY, directory.resolve("run"), "flowlib test"),
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false));
  }

  private static JsonNode json(Path page) throws IOException {
    return new ObjectMapper().readTree(page.resolveSibling("metrics.json").toFile());
  }

  @Test
  void everyConditionalModelStandsBesideOneWithoutLabels() throws IOException {
    Path page = run(digits, Preprocessing.MARGINALS);

    JsonNode metrics = json(page);
    assertThat(metrics.path("models")).hasSize(2);
    JsonNode without = metrics.path("models").path(0);
    JsonNode with = metrics.path("models").path(1);
    assertThat(without.path("conditional").asBoolean()).isFalse();
    assertThat(with.path("conditional").asBoolean()).isTrue();
    assertThat(without.path("name").asText()).isEqualTo("RealNVP(2)");
    assertThat(with.path("name").asText()).isEqualTo("Conditional RealNVP(2)");
    assertThat(with.path("parameters").asLong()).isGreaterThan(without.path("parameters").asLong());
    assertThat(without.has("testAccuracy")).isFalse();
    assertThat(ImmutableList.copyOf(with.fieldNames()))
        .containsAll(ImmutableList.copyOf(without.fieldNames()))
        .contains(
            "testMarginalLogLikelihood",
            "testMarginalLogLikelihoodStandardError",
            "testMarginalLogLikelihoodLogit",
            "testMarginalBitsPerDimension",
            "testAccuracy")
        .doesNotContain("marginal");
    JsonNode comparison = metrics.path("comparisons").path(0);
    assertThat(comparison.path("model").asText()).isEqualTo("Conditional RealNVP(2) (marginal)");
    assertThat(comparison.path("comparedWith").asText()).isEqualTo("RealNVP(2)");
    assertThat(comparison.path("difference").asDouble())
        .isCloseTo(
            with.path("testMarginalLogLikelihood").asDouble()
                - without.path("testLogLikelihood").asDouble(),
            within(1e-6));

    for (String model : ImmutableList.of("realnvp-2", "conditional-realnvp-2")) {
      BufferedImage grid = ImageIO.read(page.resolveSibling("samples-" + model + ".png").toFile());
      assertThat(grid.getWidth()).isEqualTo(GRID);
      assertThat(grid.getHeight()).isEqualTo(GRID);
    }
    assertThat(Files.readString(page))
        .contains("one row for each digit, 0 to 9", "of labels found, test")
        .contains("Conditional RealNVP(2) (marginal) minus RealNVP(2)", "beyond chance");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Conditional RealNVP(2) (label given)", "Conditional RealNVP(2) (marginal)")
        .contains("accuracy")
        .contains("Conditional RealNVP(2) (marginal) minus RealNVP(2), image by image:");
  }

  @Test
  void samplesAreJudgedBesideRealDigits() throws IOException {
    Path page = run(digits, Preprocessing.MARGINALS);

    JsonNode metrics = json(page);
    JsonNode classifier = metrics.path("classifier");
    assertThat(classifier.path("trainRows").asInt()).isEqualTo(300);
    assertThat(classifier.path("testAccuracy").asDouble()).isBetween(0.3, 1.0);
    assertThat(classifier.path("referenceRows").asInt()).isEqualTo(80);
    assertThat(classifier.path("frechetDistance").asDouble()).isPositive();
    for (JsonNode model : metrics.path("models")) {
      assertThat(model.path("sampleQuality")).hasSize(SampleScoring.TEMPERATURES.size());
      JsonNode quality = model.path("sampleQuality").path(0);
      assertThat(quality.path("scored").asText()).isEqualTo("draws");
      assertThat(quality.path("temperature").asDouble()).isEqualTo(1);
      assertThat(quality.path("samples").asInt()).isEqualTo(80);
      assertThat(quality.path("frechetDistance").asDouble())
          .isGreaterThan(classifier.path("frechetDistance").asDouble());
      assertThat(quality.path("accuracy").isNumber())
          .isEqualTo(model.path("conditional").asBoolean());
    }
    assertThat(metrics.has("couplingsNeeded")).isFalse();
    assertThat(Files.readString(page))
        .contains("trained on 300 synthetic digits, and on no samples")
        .contains("With so few images the distances are too large and much by chance.")
        .contains("Synthetic test images", "of samples read as asked, T = 0.7")
        .doesNotContain("Real test images");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("test images rightly (synthetic)")
        .contains("RealNVP(2): 80 draws at temperature 0.7, Fréchet distance ")
        .contains("read as asked, T = 1");
    for (String model : ImmutableList.of("realnvp-2", "conditional-realnvp-2")) {
      assertThat(
              ImageIO.read(page.resolveSibling("nearest-" + model + ".png").toFile()).getHeight())
          .isEqualTo(3 * (4 * 28 + 3 * 2));
    }
  }

  @Test
  void threeNumbersOfCouplingsAreASweep() throws IOException {
    Path page = run(digits, Preprocessing.MARGINALS, ImmutableList.of(3, 1, 2));

    JsonNode needed = json(page).path("couplingsNeeded");
    // Two models that could be had for less, by three measures.
    assertThat(needed).hasSize(6);
    assertThat(needed.path(0).path("measure").asText()).isEqualTo("log p(x)");
    assertThat(needed.path(0).path("reference").asText()).isEqualTo("RealNVP(2)");
    assertThat(needed.path(5).path("reference").asText()).isEqualTo("RealNVP(3)");
    String html = Files.readString(page);
    assertThat(html)
        .contains("The fewest couplings, of those that were tried")
        .contains("\"x\":[1.0,2.0,3.0],\"xLabel\":\"couplings\"")
        .contains("no worse than");
    assertThat(html.split("<div class=\"plot\">")).hasSize(1 + 4 + 2);
  }

  @Test
  void theFiguresAreThoseOfTheSavedModel() throws IOException {
    Path page = run(digits, Preprocessing.LOGIT);

    JsonNode with = json(page).path("models").path(1);
    float[][] rows = digits.test().toArray();
    try (FlowModel flow =
        Models.loadFlow(page.resolveSibling("models").resolve("conditional-realnvp-2"))) {
      double[] given = flow.given(digits.test().labels()).logProb(rows);
      assertThat(with.path("testLogLikelihood").asDouble())
          .isCloseTo(Arrays.stream(given).average().orElseThrow(), within(1e-6));
      assertThat(with.path("testMarginalLogLikelihood").asDouble())
          .isCloseTo(
              Arrays.stream(flow.marginalLogProb(rows)).average().orElseThrow(), within(1e-6));
      int[] found = flow.classify(rows);
      int right = 0;
      for (int i = 0; i < found.length; i++) {
        right += found[i] == digits.test().label(i) ? 1 : 0;
      }
      assertThat(with.path("testAccuracy").asDouble()).isEqualTo(right / 80.0);
    }
    // The logit moves both figures by the same amount.
    assertThat(
            with.path("testMarginalLogLikelihoodLogit").asDouble()
                - with.path("testLogLikelihoodLogit").asDouble())
        .isCloseTo(
            with.path("testMarginalLogLikelihood").asDouble()
                - with.path("testLogLikelihood").asDouble(),
            within(1e-6));
  }

  @Test
  void oneTestImageTellsNothingOfChance() throws IOException {
    Path page =
        run(
            new Digits(
                Digits.SYNTHETIC, digits.train(), digits.validation(), digits.test().head(1)),
            Preprocessing.MARGINALS);

    assertThat(Files.readString(page))
        .contains("Conditional RealNVP(2) (marginal) minus RealNVP(2)", "<td>unknown</td>")
        .doesNotContain("± NaN", ">NaN<");
    JsonNode with = json(page).path("models").path(1);
    assertThat(with.path("testMarginalLogLikelihoodStandardError").isNull()).isTrue();
  }
}
