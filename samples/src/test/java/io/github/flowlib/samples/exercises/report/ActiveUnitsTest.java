package io.github.flowlib.samples.exercises.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActiveUnitsTest {

  @Test
  void aUnitIsActiveIfItsMeanVariesOverImages() {
    // Variances 0.0081, 0.0121 and 0, about means that are far from 0.
    float[][] means = {{0.91f, 3.89f, 7}, {1.09f, 4.11f, 7}};

    ActiveUnits units = ActiveUnits.of(means);

    assertThat(units.active()).isEqualTo(1);
    assertThat(units.variances()).hasSize(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(units.variances().get(2)).isZero();
  }
}
