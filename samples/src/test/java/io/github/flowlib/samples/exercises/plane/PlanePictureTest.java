package io.github.flowlib.samples.exercises.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlanePictureTest {

  private static final int SIDE = 240;

  /** A panel shows [−4, 4]², up is +y: (2, 3) is three quarters to the right and one down of 8. */
  @Test
  void pointsAreCountedInTheSquareThatTheyAreIn() {
    double[] pixels =
        PlanePicture.counts(
            new float[][] {{2.01f, 2.99f}, {2.1f, 2.9f}, {-3.9f, -3.9f}, {4.1f, 0}});
    assertThat(pixels[30 * SIDE + 180]).isEqualTo(2);
    assertThat(pixels[35 * SIDE + 185]).isEqualTo(2);
    assertThat(pixels[239 * SIDE]).isEqualTo(1);
    assertThat(Arrays.stream(pixels).sum()).isEqualTo(3 * 36);
  }

  /**
   * A thread along y = 2.0056 that is thinner than a pixel: a third of what its middle line has.
   */
  @Test
  void aPixelShowsTheMeanOfTheDensity() {
    double[] pixels =
        PlanePicture.density(
            rows ->
                Arrays.stream(rows)
                    .mapToDouble(
                        row ->
                            Math.abs(row[1] - 2.0056) < 0.004
                                ? Math.log(6)
                                : Double.NEGATIVE_INFINITY)
                    .toArray());
    for (int across = 0; across < SIDE; across++) {
      assertThat(pixels[59 * SIDE + across]).isCloseTo(2, within(1e-9));
    }
    assertThat(Arrays.stream(pixels).sum()).isCloseTo(2 * SIDE, within(1e-6));
  }
}
