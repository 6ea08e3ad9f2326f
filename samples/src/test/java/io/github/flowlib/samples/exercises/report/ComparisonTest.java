package io.github.flowlib.samples.exercises.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void theDifferenceIsPaired() {
    // The images differ by hundreds, the models by 1, 2 and 3.
    Comparison comparison =
        Comparison.of("a", new double[] {101, 502, -297}, "b", new double[] {100, 500, -300}, 2);

    assertThat(comparison.difference()).isEqualTo(2, within(1e-12));
    assertThat(comparison.standardError()).isEqualTo(1 / Math.sqrt(3), within(1e-12));
    assertThat(comparison.differenceBitsPerDimension())
        .isEqualTo(-2 / (2 * Math.log(2)), within(1e-12));
    assertThat(comparison.isClear()).isTrue();
  }

  @Test
  void differencesWithinTwoStandardErrorsAreNotClear() {
    assertThat(Comparison.of("a", new double[] {1, 0, 0}, "b", new double[] {0, 0, 0}, 2).isClear())
        .isFalse();
  }

  @Test
  void oneImageMakesNothingClear() {
    Comparison comparison = Comparison.of("a", new double[] {9}, "b", new double[] {0}, 2);

    assertThat(comparison.difference()).isEqualTo(9);
    assertThat(comparison.hasStandardError()).isFalse();
    assertThat(comparison.isClear()).isFalse();
  }

  @Test
  void bothMustHaveSeenTheSameImages() {
    assertThatThrownBy(() -> Comparison.of("a", new double[1], "b", new double[2], 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
