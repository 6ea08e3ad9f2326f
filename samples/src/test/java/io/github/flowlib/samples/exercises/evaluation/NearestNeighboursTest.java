package io.github.flowlib.samples.exercises.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flowlib.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

  private final Dataset train = Dataset.of(new float[][] {{0, 0}, {10, 0}, {0, 10}, {10, 0}});

  @Test
  void theNearestImageIsFound() {
    NearestNeighbours.Found found =
        NearestNeighbours.in(train, new float[][] {{1, 8}, {9, 1}, {3, 4}});

    assertThat(found.rows()).containsExactly(2, 1, 0);
    assertThat(found.distances()).containsExactly(Math.sqrt(5), Math.sqrt(2), 5);
    assertThat(NearestNeighbours.in(train, new float[0][]).rows()).isEmpty();
  }

  /** Wider than what is summed before a candidate is given up. */
  @Test
  void candidatesThatBeginWellAreNotTakenForNear() {
    float[][] candidates = new float[3][200];
    Arrays.fill(candidates[0], 60, 200, 9);
    Arrays.fill(candidates[1], 3);
    Arrays.fill(candidates[2], 150, 200, 30);

    NearestNeighbours.Found found = NearestNeighbours.in(Dataset.of(candidates), new float[1][200]);

    assertThat(found.rows()).containsExactly(1);
    assertThat(found.distances()).containsExactly(Math.sqrt(200 * 9));
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearestNeighbours.in(train, new float[1][3]))
        .withMessage("images must have 2 pixels like the training images, but one had 3");
  }
}
