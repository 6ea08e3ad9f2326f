package io.github.flowlib.samples.exercises.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanAndDeviationTest {

  @Test
  void theDeviationIsThatOfASample() {
    assertThat(MeanAndDeviation.of(1, 3, 8)).isEqualTo(new MeanAndDeviation(4, Math.sqrt(13)));
    assertThat(MeanAndDeviation.of(2)).isEqualTo(new MeanAndDeviation(2, Double.NaN));
  }
}
