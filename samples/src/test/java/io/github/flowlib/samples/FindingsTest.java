package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.ModelMetrics;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static TrainedModel model(int couplings, Preprocessing preprocessing, double bits) {
    return new TrainedModel(
        new ModelMetrics(
            "RealNVP(" + couplings + ")",
            couplings,
            false,
            preprocessing.toString(),
            Digits.MNIST,
            1,
            1,
            1.0,
            -bits * 784 * Math.log(2),
            null,
            null,
            1,
            bits,
            null,
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

  private static String findings(
      Preprocessing preprocessing, double first, double second, Comparison comparison) {
    return Findings.of(
        new Exercise1RealNvp.Result(
            ImmutableList.of(model(5, preprocessing, first), model(10, preprocessing, second)),
            ImmutableList.of(new BaselineMetrics("Histogram", 1, -918, null, null, 1, 1.689)),
            ImmutableList.of(comparison)));
  }

  private static Comparison comparison(double difference, double standardError) {
    return new Comparison("RealNVP(10)", "RealNVP(5)", difference, standardError, 0);
  }

  @Test
  void clearDifferencesHaveAWinner() {
    assertThat(findings(Preprocessing.MARGINALS, 1.403, 1.391, comparison(6.6, 0.8)))
        .isEqualTo(
            "RealNVP(10) beats RealNVP(5) by 6.6 ± 0.8 nats per image (difference taken image by"
                + " image, ± one standard error). Against pixels that know nothing of each other,"
                + " RealNVP(10) saves 0.30 bits per pixel, 18 % of the cost of an image.");
    assertThat(findings(Preprocessing.MARGINALS, 1.391, 1.403, comparison(-6.6, 0.8)))
        .startsWith("RealNVP(10) is worse than RealNVP(5) by 6.6 ± 0.8 nats")
        .contains("RealNVP(5) saves 0.30");
  }

  @Test
  void differencesWithinTheErrorHaveNone() {
    assertThat(findings(Preprocessing.MARGINALS, 1.403, 1.402, comparison(0.5, 0.4)))
        .startsWith("RealNVP(10) and RealNVP(5) cannot be told apart: ");
  }

  @Test
  void smallErrorsAreNotRoundedAway() {
    assertThat(findings(Preprocessing.MARGINALS, 1.403, 1.402, comparison(0.12, 0.04)))
        .startsWith("RealNVP(10) beats RealNVP(5) by 0.12 ± 0.04 nats");
  }

  @Test
  void oneImageIsNoEvidence() {
    assertThat(findings(Preprocessing.MARGINALS, 1.403, 1.391, comparison(6.6, Double.NaN)))
        .startsWith("One test image does not tell RealNVP(10) from RealNVP(5). Against");
  }

  @Test
  void modelsBelowTheHistogramAreNotPraised() {
    assertThat(findings(Preprocessing.LOGIT, 1.874, 1.9, comparison(-14, 1)))
        .contains("still a better model than RealNVP(5), by 0.19 bits per pixel. So it is with");
    assertThat(findings(Preprocessing.MARGINALS, 1.7, 1.8, comparison(-14, 1)))
        .endsWith("It needs more training, or more images.");
  }
}
