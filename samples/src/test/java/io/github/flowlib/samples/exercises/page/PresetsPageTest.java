package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Preset;
import io.github.flowlib.samples.exercises.PresetComparison;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.spec.Standardization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetsPageTest {

  private static final FitOptions TINY = new FitOptions(1, 50, 1e-3, 3, ImmutableList.of(8));

  @TempDir private Path directory;

  private PresetComparison.Options options(Preset... presets) {
    return new PresetComparison.Options(
        Digits.synthetic(150, 40),
        ImmutableList.copyOf(presets),
        Preprocessing.MARGINALS,
        TINY,
        directory.resolve("out"),
        "flowlib presets");
  }

  @Test
  void everyPresetIsTrainedAndComparedWithThoseBefore() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path page =
        PresetsPage.write(
            options(Preset.NICE, Preset.NEURAL_SPLINE_FLOW, Preset.MAF),
            new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false));
    JsonNode metrics = new ObjectMapper().readTree(page.resolveSibling("metrics.json").toFile());
    assertThat(metrics.path("models"))
        .extracting(model -> model.path("name").asText())
        .containsExactly("NICE(4)", "Neural spline flow(5)", "MAF(5)");
    assertThat(metrics.path("comparisons")).hasSize(3);
    assertThat(page.resolveSibling("models/maf/manifest.json")).exists();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("MAF(5) minus NICE(4)");
  }

  @Test
  void logitPixelsOfAMafAreStandardised() {
    assertThat(Preset.MAF.spec(Preprocessing.LOGIT, TINY).transforms().get(1))
        .isEqualTo(new Standardization());
    assertThat(Preset.MAF.spec(Preprocessing.MARGINALS, TINY).transforms())
        .doesNotContain(new Standardization());
  }

  @Test
  void presetsAreNamedOnceAndKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(Preset.NICE, Preset.NICE))
        .withMessage("presets must name every flow once, but were [nice, nice]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preset.parse("ffjord"))
        .withMessage(
            "presets must be among realnvp, multi-scale-realnvp, glow, nice, neural-spline-flow, maf,"
                + " but one was 'ffjord'");
    assertThat(Preset.parse("Neural-Spline-Flow")).isEqualTo(Preset.NEURAL_SPLINE_FLOW);
  }
}
