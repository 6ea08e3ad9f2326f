package io.github.flowlib.samples.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterpolationTest {

  private static final float[] FROM = {1, -2, 0.1f};
  private static final float[] TO = {3, 2, -0.7f};

  @ParameterizedTest
  @EnumSource
  void pathsHaveElevenPointsAndBeginAndEndExactly(Interpolation kind) {
    float[][] path = kind.path(FROM, TO);

    assertThat(path.length).isEqualTo(11);
    assertThat(path[0]).isEqualTo(FROM);
    assertThat(path[10]).isEqualTo(TO);
  }

  @Test
  void linearWayHasEqualSteps() {
    float[][] path = Interpolation.LINEAR.path(FROM, TO);

    for (int i = 0; i <= 10; i++) {
      assertThat(path[i][0]).isEqualTo(1 + 0.2f * i, within(1e-6f));
      assertThat(path[i][1]).isEqualTo(-2 + 0.4f * i, within(1e-6f));
    }
  }

  @Test
  void sinusoidalWayFollowsItsFormula() {
    float[][] path = Interpolation.SINUSOIDAL.path(FROM, TO);

    for (int i = 0; i <= 10; i++) {
      double s = Math.sin(i / 10.0 * Math.PI / 2);
      assertThat((double) path[i][0]).isEqualTo((1 - s) * 1 + s * 3, within(1e-6));
    }
    // sin 45°: 71 % of the way at half the time
    assertThat((double) path[5][1]).isEqualTo(-2 + 4 * Math.sqrt(0.5), within(1e-6));
  }

  @Test
  void endsOfDifferentWidthAreRefused() {
    assertThatThrownBy(() -> Interpolation.LINEAR.path(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both ends must have the same width, but had 2 and 3");
  }
}
