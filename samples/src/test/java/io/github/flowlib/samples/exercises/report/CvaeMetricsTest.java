package io.github.flowlib.samples.exercises.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CvaeMetricsTest {

  private static final double[] ELBO = {-80, -100, -60};
  private static final double[] JOINT = {-82, -103, -66};

  @Test
  void theErrorOfADifferenceIsThatOfThePairs() {
    CvaeMetrics.Mean difference = CvaeMetrics.Mean.ofDifferences(ELBO, JOINT); // 2, 3, 6

    assertThat(difference.mean()).isCloseTo(11 / 3.0, within(1e-12));
    assertThat(difference.standardError()).isCloseTo(Math.sqrt(13 / 3.0 / 3), within(1e-12));
    assertThat(CvaeMetrics.Mean.of(ELBO).standardError()).isGreaterThan(10);
    assertThat(ELBO).containsExactly(-80, -100, -60);
  }

  @Test
  void bothAreOfTheSameImages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CvaeMetrics.Mean.ofDifferences(ELBO, new double[2]))
        .withMessage("both must be of the same images, but were of 3 and 2");
  }
}
