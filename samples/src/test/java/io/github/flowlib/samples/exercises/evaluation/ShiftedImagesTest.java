package io.github.flowlib.samples.exercises.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.data.Dataset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShiftedImagesTest {

  private static final int SIDE = 28;

  @Test
  void imagesMoveByAtMostOnePixelAndKeepTheirLabels() {
    float[][] rows = new float[90][SIDE * SIDE];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i][10 * SIDE + 10] = 1 + i % 10;
      labels[i] = i % 10;
    }
    ShiftedImages images = new ShiftedImages(Dataset.of(rows).withLabels(labels), 0);
    images.shuffle(0);
    float[] pixels = new float[rows.length * SIDE * SIDE];
    int[] found = new int[rows.length];

    images.copy(0, pixels, found);

    Set<String> shifts = new HashSet<>();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < SIDE * SIDE; j++) {
        float value = pixels[i * SIDE * SIDE + j];
        if (value != 0) {
          assertThat(value).isEqualTo(1 + found[i]);
          shifts.add((j / SIDE - 10) + " " + (j % SIDE - 10));
        }
      }
    }
    assertThat(shifts)
        .containsExactlyInAnyOrder(
            "-1 -1", "-1 0", "-1 1", "0 -1", "0 0", "0 1", "1 -1", "1 0", "1 1");
  }
}
