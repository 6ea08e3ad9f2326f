package io.github.flowlib.samples.exercises.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NoiseLineTest {

  private static final double STEP = 0.04;

  private static List<float[]> bent(UnaryOperator<float[][]> map) {
    return new NoiseLine(map, 4, STEP).bent(new float[] {-3, 1}, new float[] {3, 1});
  }

  private static UnaryOperator<float[][]> steep(double slope) {
    return rows -> {
      float[][] mapped = new float[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        mapped[i] = new float[] {(float) Math.tanh(slope * rows[i][0]), rows[i][1]};
      }
      return mapped;
    };
  }

  private static double longest(List<float[]> points) {
    double longest = 0;
    for (int i = 1; i < points.size(); i++) {
      float[] one = points.get(i - 1);
      float[] other = points.get(i);
      longest = Math.max(longest, Math.hypot(one[0] - other[0], one[1] - other[1]));
    }
    return longest;
  }

  @Test
  void whatIsShortEnoughIsNotHalved() {
    List<float[]> points = bent(UnaryOperator.identity());
    assertThat(points).hasSize(600);
    assertThat(points.get(0)).containsExactly(-3, 1);
    assertThat(points.get(599)).containsExactly(3, 1);
  }

  @Test
  void aSteepPieceIsHalvedUntilItIsShort() {
    List<float[]> points = bent(steep(1000));
    assertThat(longest(points)).isLessThanOrEqualTo(STEP);
    assertThat(points).isSortedAccordingTo((one, other) -> Float.compare(one[0], other[0]));
  }

  /** A step cannot be halved away; the line must end all the same. */
  @Test
  void aStepStays() {
    List<float[]> points = bent(steep(1e9));
    assertThat(longest(points)).isGreaterThan(STEP);
    // One piece, or two if a halving meets the step, are halved to the last.
    assertThat(points).hasSizeBetween(600 + 12, 600 + 2 * 12);
  }

  @Test
  void whatIsNotSeenMayBeLong() {
    UnaryOperator<float[][]> away =
        rows -> {
          float[][] mapped = steep(1000).apply(rows);
          for (float[] row : mapped) {
            row[1] = 5;
          }
          return mapped;
        };
    assertThat(bent(away)).hasSize(600);
  }
}
