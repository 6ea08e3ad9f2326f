package io.github.flowlib.samples.exercises.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.data.Dataset;
import org.junit.jupiter.api.Test;

class IndependentHistogramTest {

  private static final Dataset TRAIN =
      Dataset.of(new float[][] {{0, 255}, {0, 255}, {0, 7}}).withLabels(new int[] {0, 0, 1});

  private static double log(double count, double rows) {
    return Math.log((count + 0.1) / (rows + 25.6));
  }

  @Test
  void probabilitiesAreCountsPlusATenth() {
    double[] logProb =
        IndependentHistogram.fit(TRAIN).logProb(Dataset.of(new float[][] {{0, 7}, {1, 255}}));

    assertThat(logProb[0]).isEqualTo(log(3, 3) + log(1, 3), within(1e-12));
    assertThat(logProb[1]).isEqualTo(log(0, 3) + log(2, 3), within(1e-12));
  }

  @Test
  void levelsOfAPixelAddUpToOne() {
    IndependentHistogram histogram = IndependentHistogram.fit(Dataset.of(new float[][] {{3}, {9}}));
    float[][] levels = new float[256][1];
    for (int k = 0; k < 256; k++) {
      levels[k][0] = k;
    }
    double sum = 0;
    for (double logProb : histogram.logProb(Dataset.of(levels))) {
      sum += Math.exp(logProb);
    }

    assertThat(sum).isEqualTo(1, within(1e-12));
  }

  @Test
  void perClassHistogramsGiveJointAndMarginal() {
    Dataset test = Dataset.of(new float[][] {{0, 7}}).withLabels(new int[] {1});
    double first = log(2, 2) + log(0, 2);
    double second = log(1, 1) + log(1, 1);

    ClassHistograms histograms = ClassHistograms.fit(TRAIN, 2);

    assertThat(histograms.logJoint(test)[0]).isEqualTo(second - Math.log(2), within(1e-12));
    assertThat(histograms.logMarginal(test)[0])
        .isEqualTo(Math.log((Math.exp(first) + Math.exp(second)) / 2), within(1e-12));
  }

  @Test
  void valuesThatAreNoLevelsAreRefused() {
    assertThatThrownBy(() -> IndependentHistogram.fit(Dataset.of(new float[][] {{0.5f}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pixels must be whole numbers 0 to 255, but one was 0.5");
    assertThatThrownBy(() -> IndependentHistogram.fit(Dataset.of(new float[][] {{256}})))
        .hasMessageContaining("256.0");
    assertThatThrownBy(() -> ClassHistograms.fit(TRAIN, 3)).hasMessageContaining("class 2");
  }
}
