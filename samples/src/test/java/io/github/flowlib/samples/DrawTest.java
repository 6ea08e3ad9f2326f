package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise3bCvae;
import io.github.flowlib.samples.exercises.Exercise3cNumber;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.models.ShippedModel;
import io.github.flowlib.train.Training;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program that draws a number, and the one that draws labels, with the model that is shipped.
 */
class DrawTest {

  private static final int TILE = 4 * 28;

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aNumberBecomesARowOfTilesWithoutGaps() throws IOException {
    Path file = directory.resolve("number.png");
    assertThat(run("draw", "0072", "--out", file.toString())).as(err()).isZero();

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(4 * TILE);
    assertThat(image.getHeight()).isEqualTo(TILE);
    // The two zeros are of different handwriting.
    assertThat(tile(image, 0)).isNotEqualTo(tile(image, 1));
    // Decoder means: not only black and white.
    assertThat(Arrays.stream(tile(image, 0)).distinct().count()).isGreaterThan(20);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Open ");
    assertThat(err()).isEmpty();
  }

  private static int[] tile(BufferedImage image, int i) {
    return image.getRGB(i * TILE, 0, TILE, TILE, null, 0, TILE);
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherAnother() throws IOException {
    for (String name : new String[] {"a.png", "b.png"}) {
      assertThat(run("draw", "31", "--out", directory.resolve(name).toString())).isZero();
    }
    assertThat(run("draw", "31", "--seed", "1", "--out", directory.resolve("c.png").toString()))
        .isZero();
    assertThat(run("draw", "31", "--sample", "--out", directory.resolve("d.png").toString()))
        .isZero();
    byte[] first = Files.readAllBytes(directory.resolve("a.png"));
    assertThat(directory.resolve("b.png")).hasBinaryContent(first);
    assertThat(Files.readAllBytes(directory.resolve("c.png"))).isNotEqualTo(first);
    int[] drawn = tile(ImageIO.read(directory.resolve("d.png").toFile()), 0);
    assertThat(Arrays.stream(drawn).distinct().count()).isEqualTo(2);
  }

  @Test
  void labelsBecomeFilesInTheirOrder() throws IOException {
    Path target = directory.resolve("digits");
    assertThat(run("digits", "3", "0", "3", "--out", target.toString())).as(err()).isZero();
    assertThat(target.toFile().list())
        .containsExactlyInAnyOrder(
            "1-label-3.png", "2-label-0.png", "3-label-3.png", "metrics.json");
    assertThat(ImageIO.read(target.resolve("2-label-0.png").toFile()).getWidth()).isEqualTo(TILE);
    assertThat(Files.readAllBytes(target.resolve("1-label-3.png")))
        .isNotEqualTo(Files.readAllBytes(target.resolve("3-label-3.png")));
    // Again, with fewer: the images of before are gone.
    assertThat(run("digits", "5", "--out", target.toString())).as(err()).isZero();
    assertThat(target.toFile().list()).containsExactlyInAnyOrder("1-label-5.png", "metrics.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "draw -5|a number must have digits 0 to 9 only, but '-5' has '-' at position 1",
        "draw +5|a number must have digits 0 to 9 only, but '+5' has '+' at position 1",
        "draw 12a|a number must have digits 0 to 9 only, but '12a' has 'a' at position 3",
        "draw 1.5|a number must have digits 0 to 9 only, but '1.5' has '.' at position 2",
        "draw 7🙂|a number must have digits 0 to 9 only, but '7🙂' has '🙂' at position 2",
        "draw ٣|a number must have digits 0 to 9 only, but '٣' has '٣' at position 1",
        "draw 1 2|draw takes one number, but there were 2: 1 2; write its digits without blanks",
        "draw --colour 3|unknown option: '--colour'; see flowlib draw --help",
        "draw|missing required parameter: 'NUMBER'; see flowlib draw --help",
        "draw 1 --temperature -1|--temperature must be at least 0 and finite, but was -1.0",
        "draw 1 --mean --sample|--mean, --sample are mutually exclusive (specify only one); see"
            + " flowlib draw --help",
        "digits 10|labels must be 0 to 9, but label 1 is 10",
        "digits 3 -1|labels must be 0 to 9, but label 2 is -1",
        "digits 3 x|labels must be 0 to 9, but label 2 is 'x'",
        "draw 1 --out picture.jpg|--out must be a PNG file, name.png, but was 'picture.jpg'",
      })
  void wrongUsageIsOneSentenceAndWritesNothing(String args, String message) {
    Path file = directory.resolve("nothing.png");
    String[] words = (args + (args.contains("--out") ? "" : " --out " + file)).split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(err()).isEqualTo("flowlib: " + message + System.lineSeparator());
    assertThat(file).doesNotExist();
  }

  @Test
  void aHundredDigitsAreAllowedAndNotOneMore() {
    assertThat(Exercise3cNumber.labels("0".repeat(100))).hasSize(100).containsOnly(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exercise3cNumber.labels("1".repeat(101)))
        .withMessage("a number must have 1 to 100 digits, but has 101");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exercise3cNumber.labels(""))
        .withMessage("a number must have 1 to 100 digits, but has 0");
  }

  @Test
  void aConditionalFlowDrawsToo() throws IOException {
    Path model = directory.resolve("flow");
    try (FlowModel flow =
        Models.create(
            RealNVP.builder().image(28, 28).couplings(2).hidden(8).conditional(10).build())) {
      flow.fit(Digits.synthetic(100, 10).train(), Training.builder().epochs(1).build());
      flow.save(model);
    }
    Path file = directory.resolve("number.png");
    assertThat(run("draw", "42", "--model", model.toString(), "--out", file.toString()))
        .as(err())
        .isZero();
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(2 * TILE);
    assertThat(run("draw", "42", "--model", model.toString(), "--mean")).isEqualTo(2);
    assertThat(err()).contains("--mean has no meaning for a flow");
  }

  @Test
  void aModelOfSomethingElseIsRefused() throws IOException {
    Path model = directory.resolve("small");
    try (VaeModel vae = Models.create(VAE.builder().image(4, 4).conditional(10).build())) {
      vae.save(model);
    }
    Path file = directory.resolve("number.png");
    assertThat(run("draw", "42", "--model", model.toString(), "--out", file.toString()))
        .isEqualTo(2);
    assertThat(err())
        .contains(
            "the model must be one of 28 x 28 images conditional on 10 classes, but is of",
            "and conditional on 10 classes")
        .hasLineCount(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void theShippedModelTellsWhereItIsFrom() throws IOException {
    JsonNode provenance = new ObjectMapper().readTree(ShippedModel.CVAE.provenance().openStream());
    for (String part : new String[] {"training", "test"}) {
      String command = provenance.path(part).path("command").asText();
      assertThat(command).startsWith("samples/flowlib cvae");
      assertThat(Documents.mistake(command.replace("samples/flowlib ", ""))).isEmpty();
    }
    JsonNode training = provenance.path("training");
    assertThat(training.path("epochs").asInt()).isEqualTo(Exercise3bCvae.FIT.epochs());
    assertThat(training.path("batchSize").asInt()).isEqualTo(Exercise3bCvae.FIT.batchSize());
    assertThat(training.path("seed").asLong()).isEqualTo(Exercise3bCvae.FIT.seed());
    assertThat(training.path("dataSha256").asText()).matches("[0-9a-f]{64}");
    assertThat(provenance.path("versions").has("flowlib")).isTrue();
    try (Model<?> model = ShippedModel.CVAE.load()) {
      assertThat(model.parameterCount()).isEqualTo(training.path("parameters").asLong());
      assertThat(((VaeModel) model).spec().objective().importanceSamples())
          .isEqualTo(training.path("trainSamples").asInt());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CVAE")
  void shippedFlowsTellWhereTheyAreFromAsWell(ShippedModel shipped) throws IOException {
    JsonNode provenance = new ObjectMapper().readTree(shipped.provenance().openStream());
    String command = provenance.path("training").path("command").asText();
    assertThat(Documents.mistake(command.replace("samples/flowlib ", ""))).isEmpty();
    assertThat(provenance.path("test").path("bitsPerDimension").asDouble()).isBetween(1.1, 1.2);
    try (Model<?> model = shipped.load()) {
      assertThat(model.parameterCount())
          .isEqualTo(provenance.path("training").path("parameters").asLong());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "sample --unconditional --temperature 0.8"})
  void aHundredDigitsAreDrawnFromAFlow(String command) throws IOException {
    Path file = directory.resolve("sample.png");
    assertThat(run((command + " --out " + file).split(" "))).as(err()).isZero();
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(image.getHeight()).isGreaterThan(10 * 28 * 3);
  }

  @Test
  void shippedModelsAreSmall() throws IOException {
    Path resources = Path.of("src/main/resources/io/github/flowlib/samples/models");
    try (var files = Files.walk(resources)) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum())
          .isLessThan(20_000_000);
    }
  }
}
