package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.samples.evaluation.ClassifierMetrics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleFindingsTest {

  private static final ClassifierMetrics CLASSIFIER =
      new ClassifierMetrics(100, 1, 100, 0.992, 100, 0.5, 0.1);

  private static String findings(@Nullable Double without, @Nullable Double with) {
    double[] logProb = Sweeps.logProb(2, -770);
    return SampleFindings.of(
        Sweeps.model(5, false, logProb, without, 0).metrics(),
        Sweeps.model(5, true, logProb, with, 0.85).metrics(),
        CLASSIFIER);
  }

  @Test
  void everythingIsTakenFromTheFigures() {
    assertThat(findings(14.5, 12.25))
        .isEqualTo(
            "At temperature 1 a classifier reads 85.0 % of its samples as the digit that was asked"
                + " for; of real test images it reads 99.2 % rightly. With labels samples at"
                + " temperature 1 are nearer to real digits than without: Fréchet distance 12.25 ±"
                + " 0.30 against 14.50 ± 0.30.");
  }

  @Test
  void differencesWithinTheErrorAreNone() {
    assertThat(findings(12.5, 12.25)).contains("are not clearly nearer or farther than without:");
    assertThat(findings(12.0, 14.0)).contains("are farther from real digits than without:");
  }

  @Test
  void whereNoDistanceIsKnownNoneIsTold() {
    assertThat(findings(null, null)).endsWith("it reads 99.2 % rightly.");
  }
}
