package io.github.flowlib.samples.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flowlib.data.Dataset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitPairsTest {

  private static Dataset labelled(int... labels) {
    return Dataset.of(new float[labels.length][1]).withLabels(labels);
  }

  @Test
  void pairsAreOfDifferentDigitsAndDependOnTheSeed() {
    Dataset data = labelled(IntStream.range(0, 200).map(i -> i % 10).toArray());

    assertThat(DigitPairs.of(data, 1))
        .hasSize(6)
        .isEqualTo(DigitPairs.of(data, 1))
        .isNotEqualTo(DigitPairs.of(data, 2))
        .allSatisfy(
            pair -> assertThat(data.label(pair.from())).isNotEqualTo(data.label(pair.to())));
  }

  @Test
  void pairsWhoseDigitsAreMissingAreLeftOut() {
    assertThat(DigitPairs.of(labelled(3, 3, 8, 1), 0)).hasSize(1);
    assertThatThrownBy(() -> DigitPairs.of(labelled(3, 3), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too few different digits");
  }
}
