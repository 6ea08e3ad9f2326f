package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.FlowChoice;
import io.github.flowlib.samples.exercises.Labels;
import io.github.flowlib.samples.exercises.Preset;
import io.github.flowlib.samples.exercises.PresetComparison;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Standardization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetsPageTest {

  private static final Labels EMBEDDED = new Labels(true, OptionalInt.of(3), false);
  private static final FitOptions TINY = new FitOptions(1, 50, 1e-3, 3, ImmutableList.of(8));

  @TempDir private Path directory;

  private PresetComparison.Options options(boolean judged, FlowChoice... choices) {
    return new PresetComparison.Options(
        Digits.synthetic(150, 40),
        ImmutableList.copyOf(choices),
        Preprocessing.MARGINALS,
        TINY,
        Optional.empty(),
        judged,
        directory.resolve("out"),
        "flowlib presets");
  }

  @Test
  void everyPresetIsTrainedAndComparedWithThoseBefore() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path page =
        PresetsPage.write(
            options(
                false,
                FlowChoice.of(Preset.NICE),
                FlowChoice.of(Preset.NEURAL_SPLINE_FLOW),
                FlowChoice.of(Preset.MAF)),
            new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false));
    JsonNode metrics = new ObjectMapper().readTree(page.resolveSibling("metrics.json").toFile());
    assertThat(metrics.path("models"))
        .extracting(model -> model.path("name").asText())
        .containsExactly("NICE(4)", "Neural spline flow(5)", "MAF(5)");
    assertThat(metrics.path("comparisons")).hasSize(3);
    assertThat(page.resolveSibling("models/maf/manifest.json")).exists();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("MAF(5) minus NICE(4)");
  }

  /**
   * A conditional flow is judged by log p(x) without the label, and by whether it draws what it was
   * asked for.
   */
  @Test
  void aConditionalFlowIsJudgedAsWell() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path page =
        PresetsPage.write(
            options(true, FlowChoice.of(Preset.NICE), new FlowChoice(Preset.NICE, Labels.ONE_HOT)),
            new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false));
    JsonNode metrics = new ObjectMapper().readTree(page.resolveSibling("metrics.json").toFile());
    JsonNode conditional = metrics.path("models").path(1);
    assertThat(conditional.path("name").asText()).isEqualTo("Conditional NICE(4)");
    assertThat(conditional.path("testMarginalLogLikelihood").asDouble()).isNegative();
    assertThat(conditional.path("sampleQuality")).hasSize(2);
    assertThat(metrics.path("classifier").path("testRows").asInt()).isEqualTo(40);
    assertThat(page.resolveSibling("models/conditional-nice/manifest.json")).exists();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("read as asked, T = 0.7");
  }

  @Test
  void logitPixelsOfAMafAreStandardised() {
    assertThat(FlowChoice.of(Preset.MAF).spec(Preprocessing.LOGIT, TINY).transforms().get(1))
        .isEqualTo(new Standardization());
    assertThat(FlowChoice.of(Preset.MAF).spec(Preprocessing.MARGINALS, TINY).transforms())
        .doesNotContain(new Standardization());
  }

  @Test
  void theNoiseMayHaveAModeForEveryDigit() {
    FlowSpec spec = FlowChoice.of(Preset.MIXTURE_REALNVP).spec(Preprocessing.MARGINALS, TINY);
    assertThat(spec.base()).isEqualTo(Base.mixtureOfNormals(10));
    assertThat(ModelName.of(spec)).isEqualTo("RealNVP(10), mixture of 10");
  }

  @Test
  void labelsAreToldInMoreThanOneWay() {
    FlowSpec spec =
        new FlowChoice(Preset.MULTI_SCALE_REALNVP, new Labels(true, OptionalInt.of(3), true))
            .spec(Preprocessing.MARGINALS, new FitOptions(1, 50, 1e-3, 3, ImmutableList.of()));
    assertThat(spec.context())
        .isInstanceOfSatisfying(
            Context.Embedded.class,
            embedded -> {
              assertThat(embedded.context()).isEqualTo(Context.classes(10));
              assertThat(embedded.width()).isEqualTo(3);
            });
    assertThat(spec.base()).isEqualTo(Base.conditionalNormal());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Labels(true, OptionalInt.of(0), false))
        .withMessage("embedding must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Labels(false, OptionalInt.of(3), false))
        .withMessageStartingWith("embedding and --conditional-base are of flows that are told");
  }

  @Test
  void presetsAreNamedOnceAndKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(false, FlowChoice.of(Preset.NICE), FlowChoice.of(Preset.NICE)))
        .withMessage("presets must name every flow once, but were [nice, nice]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlowChoice.parse(List.of("ffjord"), Labels.ONE_HOT))
        .withMessage(
            "presets must be among realnvp, published-realnvp, mixture-realnvp, multi-scale-realnvp, glow, nice, neural-spline-flow, maf, each with"
                + " conditional- before it or without, but one was 'ffjord'");
    assertThat(FlowChoice.parse(List.of("Neural-Spline-Flow", "conditional-Glow"), EMBEDDED))
        .containsExactly(
            FlowChoice.of(Preset.NEURAL_SPLINE_FLOW), new FlowChoice(Preset.GLOW, EMBEDDED));
  }
}
