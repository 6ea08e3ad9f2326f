package io.github.flowlib.samples.exercises.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flowlib.data.Dataset;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

  private final Dataset train = Dataset.of(new float[][] {{0, 0}, {10, 0}, {0, 10}, {10, 0}});

  @Test
  void theNearestImageIsFound() {
    assertThat(NearestNeighbours.in(train, new float[][] {{1, 8}, {9, 1}, {3, 3}}))
        .containsExactly(2, 1, 0);
    assertThat(NearestNeighbours.in(train, new float[0][])).isEmpty();
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearestNeighbours.in(train, new float[1][3]))
        .withMessage("images must have 2 pixels like the training images, but one had 3");
  }
}
