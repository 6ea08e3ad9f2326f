package io.github.flowlib.samples.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
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

  private static double norm(float[] z) {
    double squares = 0;
    for (float value : z) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Test
  void normKeepingWayFollowsItsFormula() {
    float[][] path = Interpolation.NORM_KEEPING.path(FROM, TO);

    for (int i = 0; i <= 10; i++) {
      double angle = i / 10.0 * Math.PI / 2;
      assertThat((double) path[i][1])
          .isEqualTo(-2 * Math.cos(angle) + 2 * Math.sin(angle), within(1e-6));
    }
  }

  @Test
  void betweenOrthogonalPointsOneWayKeepsTheNormAndTheOthersDoNot() {
    float[] from = {3, 0, 0, 4};
    float[] to = {0, 12, 0, 0};

    float[][] keeping = Interpolation.NORM_KEEPING.path(from, to);

    for (int i = 1; i < 10; i++) {
      assertThat(norm(keeping[i])).isBetween(5.0, 12.0).isGreaterThan(norm(keeping[i - 1]));
    }
    assertThat(norm(keeping[5])).isEqualTo(Math.sqrt((25 + 144) / 2.0), within(1e-6));
    for (Interpolation straight :
        new Interpolation[] {Interpolation.LINEAR, Interpolation.SINUSOIDAL}) {
      double smallest = 12;
      for (float[] z : straight.path(from, to)) {
        smallest = Math.min(smallest, norm(z));
      }
      assertThat(smallest).as("%s", straight).isLessThan(4.9);
    }
  }

  @Test
  void inHighDimensionsALineLosesTheNormOfNoise() {
    SplittableRandom random = new SplittableRandom(1);
    float[] from = new float[784];
    float[] to = new float[784];
    for (int j = 0; j < from.length; j++) {
      from[j] = (float) random.nextGaussian();
      to[j] = (float) random.nextGaussian();
    }

    assertThat(norm(from) / 28).isEqualTo(1, within(0.1));
    assertThat(norm(Interpolation.LINEAR.path(from, to)[5]) / 28)
        .isEqualTo(Math.sqrt(0.5), within(0.1));
    assertThat(norm(Interpolation.NORM_KEEPING.path(from, to)[5]) / 28).isEqualTo(1, within(0.1));
  }

  @Test
  void endsOfDifferentWidthAreRefused() {
    assertThatThrownBy(() -> Interpolation.LINEAR.path(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both ends must have the same width, but had 2 and 3");
  }
}
