package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.MarginalMetrics;
import io.github.flowlib.samples.report.ModelMetrics;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionalFindingsTest {

  private static TrainedModel model(
      String name, long parameters, double nats, @Nullable MarginalMetrics marginal) {
    return new TrainedModel(
        new ModelMetrics(
            name,
            5,
            marginal != null,
            "marginals",
            Digits.MNIST,
            parameters,
            1,
            1.0,
            nats,
            null,
            null,
            1,
            1.4,
            marginal,
            0,
            null,
            0L,
            ImmutableList.of(),
            ImmutableList.of()),
        new double[0],
        new float[0][],
        new float[0][],
        Path.of("none"));
  }

  private static String findings(double given, double marginal, double difference) {
    return ConditionalFindings.of(
        new Exercise2ConditionalRealNvp.Result(
            new Exercise1RealNvp.Result(
                ImmutableList.of(model("RealNVP(5)", 1000, -760, null)),
                ImmutableList.of(),
                ImmutableList.of()),
            ImmutableList.of(
                model(
                    "Conditional RealNVP(5)",
                    1025,
                    given,
                    new MarginalMetrics(marginal, 1, null, 1.4, 0.931))),
            ImmutableList.of(
                new Comparison(
                    "Conditional RealNVP(5) (marginal)", "RealNVP(5)", difference, 0.5, 0)),
            new ClassifierMetrics(100, 1, 100, 0.992, 100, 0.5, 0.1)));
  }

  @Test
  void everythingIsTakenFromTheFigures() {
    assertThat(findings(-750, -752.1, 7.9))
        .isEqualTo(
            "Conditional RealNVP(5) (marginal) beats RealNVP(5) by 7.9 ± 0.5 nats per image"
                + " (difference taken image by image, ± one standard error). The labels take 2.5 %"
                + " more weights. Told the label, Conditional RealNVP(5) predicts an image by 2.10"
                + " nats better than without; the most that is possible is ln 10 = 2.30, if no"
                + " image leaves a doubt of its label. The label that it finds most probable is"
                + " right for 93.1 % of the test images; guessing would be for 10.0 %.");
  }

  @Test
  void labelsThatMeanNothingAreNotPraised() {
    assertThat(findings(-753, -752.1, -7.9))
        .startsWith("Conditional RealNVP(5) (marginal) is worse than RealNVP(5) by 7.9")
        .contains("by 0.90 nats worse than without: it has not learned what labels mean.");
  }
}
