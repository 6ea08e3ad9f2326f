package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.Models;
import io.github.flowlib.NICE;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation.Flow;
import io.github.flowlib.samples.exercises.Tour;
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
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every exercise as a whole, with networks, data and epochs so small that it takes seconds. */
class ExercisePagesTest {

  private static final FitOptions TINY = new FitOptions(2, 50, 1e-3, 3, ImmutableList.of(16));

  private Digits digits;

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void draw() {
    digits = Digits.synthetic(300, 80);
  }

  private Console console() {
    return new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
  }

  private static JsonNode json(Path page) throws IOException {
    return new ObjectMapper().readTree(page.resolveSibling("metrics.json").toFile());
  }

  private static Set<String> keys(JsonNode node) {
    return ImmutableSet.copyOf(node.fieldNames());
  }

  private static void assertSelfContained(Path page) throws IOException {
    String html = Files.readString(page);
    assertThat(html).contains("synthetic").contains("uPlot");
    assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("@import");
    assertThat(Pattern.compile("(?:src|href)=\"([^\"]{0,30})").matcher(html).results())
        .isNotEmpty()
        .allMatch(match -> match.group(1).startsWith("data:image/png;base64,"));
  }

  private Exercise1abRealNvp.Options options(Preprocessing preprocessing, String name) {
    return new Exercise1abRealNvp.Options(
        digits,
        ImmutableList.of(2, 4),
        preprocessing,
        TINY,
        directory.resolve(name),
        "flowlib test");
  }

  @Test
  void modelsAreTrainedComparedAndKept() throws IOException {
    Path page = RealNvpPage.write(options(Preprocessing.MARGINALS, "run"), console());

    assertSelfContained(page);
    JsonNode metrics = json(page);
    assertThat(keys(metrics))
        .containsExactly("models", "baselines", "comparisons", "command", "versions", "files");
    JsonNode model = metrics.path("models").path(1);
    assertThat(keys(model))
        .containsExactly(
            "name",
            "couplings",
            "conditional",
            "preprocessing",
            "data",
            "parameters",
            "epochs",
            "trainingSeconds",
            "testLogLikelihood",
            "testLogLikelihoodLogit",
            "testLogLikelihoodLogitStandardError",
            "testLogLikelihoodStandardError",
            "testBitsPerDimension",
            "largestRoundTripError",
            "seed",
            "curve");
    assertThat(model.path("name").asText()).isEqualTo("RealNVP(4)");
    assertThat(model.path("couplings").asInt()).isEqualTo(4);
    assertThat(model.path("conditional").isBoolean()).isTrue();
    assertThat(model.path("preprocessing").asText()).isEqualTo("marginals");
    assertThat(model.path("data").asText()).isEqualTo("synthetic");
    assertThat(model.path("epochs").asInt()).isEqualTo(2);
    assertThat(model.path("seed").asLong()).isEqualTo(3);
    assertThat(model.path("testLogLikelihoodLogit").isNull()).isTrue();
    assertThat(model.path("testBitsPerDimension").asDouble()).isBetween(0.1, 8.0);
    assertThat(model.path("curve")).hasSize(2);
    assertThat(metrics.path("baselines")).hasSize(2);
    assertThat(model.path("largestRoundTripError").asDouble()).isZero();
    assertThat(metrics.path("comparisons").path(0).path("comparedWith").asText())
        .isEqualTo("RealNVP(2)");

    assertThat(page.resolveSibling("models").resolve("realnvp-4").resolve("spec.json")).exists();
    assertThat(ImageIO.read(page.resolveSibling("samples-realnvp-2.png").toFile()).getWidth())
        .isEqualTo(3 * (8 * 28 + 7 * 2));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("RealNVP(2): epoch 2/2, loss")
        .contains("Independent pixels (histogram)")
        .contains("Independent pixels per class, marginal")
        .contains("Test images to noise and back: every pixel exactly (RealNVP(2), RealNVP(4)).")
        .contains("bits/dim");
  }

  @Test
  void imagesEnoughForACovarianceGiveTheCopula() throws IOException {
    digits = Digits.synthetic(800, 80);

    Path page = RealNvpPage.write(options(Preprocessing.MARGINALS, "run"), console());

    assertThat(json(page).path("baselines").path(2).path("name").asText())
        .isEqualTo("Gaussian copula");
    assertThat(ImageIO.read(page.resolveSibling("samples-gaussian-copula.png").toFile()).getWidth())
        .isEqualTo(3 * (8 * 28 + 7 * 2));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Gaussian copula");
  }

  @Test
  void logitHasItsOwnFigure() throws IOException {
    Path page = RealNvpPage.write(options(Preprocessing.LOGIT, "run"), console());

    JsonNode model = json(page).path("models").path(0);
    assertThat(model.path("preprocessing").asText()).isEqualTo("logit");
    assertThat(model.path("testLogLikelihoodLogit").isNumber()).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("logit nats")
        .contains("No Gaussian baseline: its covariance needs more than 784 training images")
        .contains(
            "No Gaussian copula: its covariance needs more than 784 training images, not 300.");
  }

  @Test
  void interpolationBeginsAndEndsWithTheDigitsThemselves() throws IOException {
    Path page =
        InterpolationPage.write(
            new Exercise1cInterpolation.Options(
                digits, new Flow.Trained(4), TINY, directory.resolve("run"), "flowlib test"),
            console());

    assertSelfContained(page);
    JsonNode metrics = json(page);
    assertThat(metrics.path("models")).hasSize(1);
    assertThat(metrics.path("interpolation").path("pairs").size()).isGreaterThan(3);
    assertThat(metrics.path("interpolation").path("maxEndPointError").asDouble()).isZero();
    assertThat(metrics.path("interpolation").path("ways").findValuesAsText("name"))
        .containsExactly("linear", "sinusoidal", "norm-keeping", "linear, random u");
    for (JsonNode way : metrics.path("interpolation").path("ways")) {
      assertThat(way.path("norm")).hasSize(11);
      assertThat(way.path("normByPair").size())
          .isEqualTo(metrics.path("interpolation").path("pairs").size());
    }
    BufferedImage picture = ImageIO.read(page.resolveSibling("interpolate-3-8.png").toFile());
    // The images, and room for names: of the rows, the longest of which is "linear, random u", and
    // above of the columns.
    assertThat(picture.getWidth()).isBetween(3 * (11 * 28 + 10 * 2) + 80, 1300);
    assertThat(picture.getHeight()).isEqualTo(3 * (4 * 28 + 3 * 2) + 28);
    assertThat(Files.readString(page))
        .contains("<span>0.3</span>", "<span>norm-keeping</span>", "From 3 to 8, which share ")
        .contains("The last row of each pair draws u instead");
  }

  /** On a machine without data and without a model. */
  @Test
  void digitsOfTheConditionalFlowAreEndsInTheFlowOfTheSamples() throws IOException {
    Digits drawn = Digits.generated();
    assertThat(drawn.test().labels()).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    Path page =
        InterpolationPage.write(
            new Exercise1cInterpolation.Options(
                drawn, new Flow.Shipped(), TINY, directory.resolve("run"), "flowlib test"),
            console());

    JsonNode metrics = json(page);
    assertThat(metrics.path("models")).isEmpty();
    assertThat(metrics.path("interpolation").path("pairs")).hasSize(6);
    assertThat(metrics.path("interpolation").path("maxEndPointError").asDouble()).isZero();
    // Ends that the marginals of its training images would not know are no reason to draw u.
    assertThat(metrics.path("interpolation").path("ways")).hasSize(3);
    assertThat(Files.readString(page))
        .contains("MNIST was not at hand", "digit that the conditional flow of the samples drew")
        .contains("Multi-scale RealNVP(16) comes with the samples");
  }

  @Test
  void aSavedModelIsCalledWhatItIs() throws IOException {
    Path model = directory.resolve("nice");
    try (FlowModel flow =
        Models.create(NICE.builder().image(28, 28).couplings(3).hidden(8).logit(1e-6).build())) {
      flow.save(model);
    }

    Path page =
        InterpolationPage.write(
            new Exercise1cInterpolation.Options(
                digits, new Flow.Saved(model), TINY, directory.resolve("run"), "flowlib test"),
            console());

    JsonNode metrics = json(page).path("models").path(0);
    assertThat(metrics.path("name").asText()).isEqualTo("NICE(3)");
    assertThat(metrics.path("couplings").asInt()).isEqualTo(3);
    assertThat(metrics.path("trainingSeconds").isNull()).isTrue();
    assertThat(json(page).path("baselines")).hasSize(2);
    assertThat(Files.readString(page)).contains("NICE(3) maps both").doesNotContain("close to 1.");
  }

  @Test
  void oneTestImageTellsNothingOfChance() throws IOException {
    digits =
        new Digits(Digits.SYNTHETIC, digits.train(), digits.validation(), digits.test().head(1));

    Path page = RealNvpPage.write(options(Preprocessing.MARGINALS, "run"), console());

    assertThat(Files.readString(page.resolveSibling("metrics.json"))).doesNotContain("NaN");
    assertThat(json(page).path("comparisons").path(0).path("standardError").isNull()).isTrue();
    assertThat(Files.readString(page))
        .contains("RealNVP(4) minus RealNVP(2)", "<td>unknown</td>")
        .doesNotContain("± NaN", ">NaN<");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("(std. error unknown)")
        .doesNotContain("NaN");
  }

  @Test
  void theTourCanBeRunAgain() throws IOException {
    Tour.Options options =
        new Tour.Options(
            digits, ImmutableList.of(2, 3), TINY, directory.resolve("tour"), "flowlib test");

    Path first = TourPage.write(options, console());
    Path second = TourPage.write(options, console());

    assertThat(second).isEqualTo(first);
    assertSelfContained(second);
    assertThat(keys(json(second))).contains("interpolation");
    for (String model :
        ImmutableList.of("multi-scale-realnvp", "conditional-multi-scale-realnvp", "cvae")) {
      assertThat(second.resolveSibling("shipped-" + model + ".png")).isNotEmptyFile();
    }
    assertThat(directory).isDirectoryContaining("glob:**tour");
    assertThat(directory.toFile().list()).hasSize(1);
  }
}
