package io.github.flowlib.samples.exercises.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.model.ImportanceEstimate;
import io.github.flowlib.samples.exercises.measurement.UnlabelledMeasurement.Mixture;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class UnlabelledMeasurementTest {

  /** Weights so small that their products would be 0. */
  private static final double FAR = -900;

  private static ImportanceEstimate estimate(double... weights) {
    double sum = Arrays.stream(weights).sum();
    double squares = Arrays.stream(weights).map(w -> w * w).sum();
    return new ImportanceEstimate(
        new double[] {FAR + Math.log(sum / weights.length)}, new double[] {sum * sum / squares});
  }

  private static ImportanceEstimate impossible() {
    return new ImportanceEstimate(new double[] {Double.NEGATIVE_INFINITY}, new double[] {0});
  }

  @Test
  void anImageThatIsImpossibleUnderAllLabelsIsImpossible() {
    Mixture mixture = Mixture.of(new ImportanceEstimate[] {impossible(), impossible()}, 0);
    assertThat(mixture.logProb()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(mixture.effectiveSamples()).isZero();
    assertThat(mixture.mostProbable()).isZero();
  }

  @Test
  void labelsTogetherAreOneEstimateWithTheWeightsOfAll() {
    double[] one = {0.5, 2, 1};
    double[] other = {4, 0.25, 8};

    Mixture mixture =
        Mixture.of(new ImportanceEstimate[] {estimate(one), impossible(), estimate(other)}, 0);

    double[] all = DoubleStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
    double sum = Arrays.stream(all).sum();
    assertThat(mixture.logProb()).isCloseTo(FAR + Math.log(sum / 3 / 3), within(1e-12));
    assertThat(mixture.effectiveSamples())
        .isCloseTo(sum * sum / Arrays.stream(all).map(w -> w * w).sum(), within(1e-12));
    assertThat(mixture.mostProbable()).isEqualTo(2);
  }
}
