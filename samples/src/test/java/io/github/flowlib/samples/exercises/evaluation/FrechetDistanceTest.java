package io.github.flowlib.samples.exercises.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

  /** Rows whose covariance is diagonal to the last bit: ± a on one axis at a time. */
  private static float[][] crosses(double[] mean, double... variances) {
    int d = mean.length;
    float[][] rows = new float[2 * d][d];
    for (int i = 0; i < 2 * d; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = (float) mean[j];
      }
      // Two rows of 2d differ from the mean on each axis; the covariance divides by 2d − 1.
      double step = Math.sqrt(variances[i / 2] * (2 * d - 1) / 2);
      rows[i][i / 2] += (float) (i % 2 == 0 ? step : -step);
    }
    return rows;
  }

  private static float[][] gaussian(int rows, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] result = new float[rows][3];
    for (float[] row : result) {
      double shared = random.nextGaussian();
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) (scale * (shared + random.nextGaussian()));
      }
    }
    return result;
  }

  @Test
  void diagonalGaussiansHaveAClosedForm() {
    float[][] a = crosses(new double[] {0, 1, -2}, 1, 4, 9);
    float[][] b = crosses(new double[] {3, 1, -6}, 16, 4, 1);

    // Squares of differences of means, 9 + 16, and of standard deviations, 9 + 0 + 4.
    assertThat(FrechetDistance.between(a, b).value()).isCloseTo(38, within(1e-4));
    assertThat(FrechetDistance.between(b, a).value()).isCloseTo(38, within(1e-4));
  }

  @Test
  void covariancesThatDoNotCommute() {
    // C₁ = [[2, 1], [1, 2]], C₂ = diag(4, 1): det(C₁C₂) = 12, tr(C₁C₂) = 10, and for 2 × 2
    // tr √M = √(tr M + 2 √det M).
    float[][] a = new float[4][2];
    double r1 = Math.sqrt(3 * 1.5); // eigenvalue 3 along (1, 1), 1 along (1, −1)
    double r2 = Math.sqrt(1 * 1.5);
    double h = Math.sqrt(0.5);
    a[0] = new float[] {(float) (r1 * h), (float) (r1 * h)};
    a[1] = new float[] {(float) (-r1 * h), (float) (-r1 * h)};
    a[2] = new float[] {(float) (r2 * h), (float) (-r2 * h)};
    a[3] = new float[] {(float) (-r2 * h), (float) (r2 * h)};
    float[][] b = crosses(new double[] {0, 0}, 4, 1);

    double expected = 4 + 5 - 2 * Math.sqrt(10 + 2 * Math.sqrt(12));

    assertThat(FrechetDistance.between(a, b).value()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void equalSetsHaveNone() {
    float[][] rows = gaussian(200, 1, 0);

    assertThat(FrechetDistance.between(rows, rows).value()).isCloseTo(0, within(1e-12));
  }

  @Test
  void featuresThatNeverMoveDoNoHarm() {
    float[][] a = gaussian(200, 1, 0);
    float[][] b = gaussian(200, 1, 1);
    for (int i = 0; i < a.length; i++) {
      a[i][2] = 0;
      b[i][2] = 0;
    }

    assertThat(FrechetDistance.between(a, b).value()).isBetween(0.0, 0.2);
  }

  @Test
  void theErrorIsThatOfOtherDraws() {
    float[][] reference = gaussian(20_000, 1, 0);
    double[] distances = new double[40];
    double errors = 0;
    for (int i = 0; i < distances.length; i++) {
      FrechetDistance distance = FrechetDistance.between(gaussian(500, 1.3, 100 + i), reference);
      distances[i] = distance.value();
      errors += distance.standardError() / distances.length;
    }
    double mean = Arrays.stream(distances).average().orElseThrow();
    double squares = Arrays.stream(distances).map(d -> (d - mean) * (d - mean)).sum();

    double deviation = Math.sqrt(squares / (distances.length - 1));

    assertThat(errors / deviation).isBetween(0.7, 1.4);
  }

  @Test
  void fewRowsHaveNoError() {
    assertThat(FrechetDistance.between(gaussian(19, 1, 0), gaussian(50, 1, 1)).standardError())
        .isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrechetDistance.between(gaussian(1, 1, 0), gaussian(50, 1, 1)))
        .withMessage("a covariance needs at least 2 rows, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrechetDistance.between(new float[5][2], new float[5][3]))
        .withMessage("both sets must have rows of the same width, but had 2 and 3");
  }
}
