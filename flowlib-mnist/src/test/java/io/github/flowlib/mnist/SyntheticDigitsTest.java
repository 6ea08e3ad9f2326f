package io.github.flowlib.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.flowlib.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticDigitsTest {

  @Test
  void theSameSeedGivesTheSameDigits() {
    Dataset first = SyntheticDigits.generate(200, 42);
    Dataset second = SyntheticDigits.generate(200, 42);
    assertThat(second.toArray()).isDeepEqualTo(first.toArray());
    assertThat(second.labels()).isEqualTo(first.labels());
  }

  @Test
  void anotherSeedGivesOtherDigits() {
    Dataset first = SyntheticDigits.generate(50, 1);
    Dataset second = SyntheticDigits.generate(50, 2);
    assertThat(second.labels()).isNotEqualTo(first.labels());
    assertThat(Arrays.stream(second.toArray())).doesNotContain(first.row(0));
  }

  @Test
  void noTwoDigitsAreEqual() {
    float[][] rows = SyntheticDigits.generate(500, 3).toArray();
    assertThat(Arrays.stream(rows).map(Arrays::toString).distinct()).hasSize(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 100, 1003})
  void labelsAreBalancedAndShuffled(int rows) {
    int[] counts = new int[10];
    int[] labels = SyntheticDigits.generate(rows, 5).labels();
    for (int label : labels) {
      counts[label]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(rows / 10, (rows + 9) / 10);
    }
    if (rows >= 100) {
      assertThat(Arrays.copyOf(labels, 20))
          .isNotEqualTo(Arrays.stream(labels).limit(20).sorted().toArray());
    }
  }

  @Test
  void looksLikeMnist() {
    Dataset digits = SyntheticDigits.generate(1000, 6);
    assertThat(digits.dimension()).isEqualTo(784);
    double ink = 0;
    int grey = 0;
    int full = 0;
    for (float[] row : digits.toArray()) {
      double sum = 0;
      double x = 0;
      double y = 0;
      for (int i = 0; i < 784; i++) {
        boolean border = i < 28 || i >= 756 || i % 28 == 0 || i % 28 == 27;
        if (row[i] < 0 || row[i] > (border ? 0 : 255) || row[i] != Math.rint(row[i])) {
          fail("pixel %s is %s", i, row[i]);
        }
        sum += row[i];
        x += row[i] * (i % 28);
        y += row[i] * (i / 28);
        full += row[i] >= 250 ? 1 : 0;
        grey += row[i] > 0 && row[i] < 250 ? 1 : 0;
      }
      assertThat(x / sum).isBetween(11.5, 16.5);
      assertThat(y / sum).isBetween(11.5, 16.5);
      ink += sum / 784;
    }
    // MNIST: 33.3 on average, 59 pixels of full ink and 92 of grey.
    assertThat(ink / 1000).isBetween(28.0, 38.0);
    assertThat(full / 1000).isBetween(45, 80);
    assertThat(grey / 1000).isBetween(60, 110);
  }

  @Test
  void digitsCanBeToldApart() {
    Dataset train = SyntheticDigits.generate(2000, 7);
    Dataset test = SyntheticDigits.generate(500, 8);
    double[][] means = new double[10][784];
    for (int i = 0; i < train.rows(); i++) {
      float[] row = train.row(i);
      for (int j = 0; j < 784; j++) {
        means[train.label(i)][j] += row[j] / (train.rows() / 10.0);
      }
    }
    int right = 0;
    for (int i = 0; i < test.rows(); i++) {
      right += nearest(means, test.row(i)) == test.label(i) ? 1 : 0;
    }
    assertThat(right / 500.0).as("accuracy of the nearest class mean").isGreaterThan(0.8);
  }

  @Test
  void refusesNoRowsAndTooMany() {
    assertThatThrownBy(() -> SyntheticDigits.generate(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be at least 1, but was 0");
    assertThatThrownBy(() -> SyntheticDigits.generate(3_000_000, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be at most 2739137, but was 3000000; draw several data sets");
  }

  private static int nearest(double[][] means, float[] row) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < means.length; c++) {
      double distance = 0;
      for (int j = 0; j < row.length; j++) {
        distance += (row[j] - means[c][j]) * (row[j] - means[c][j]);
      }
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }
}
