package io.github.flowlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.train.Schedule.WarmupCosine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @Test
  void constantIsOne() {
    assertThat(new Schedule.Constant().factor(0, 10)).isEqualTo(1);
    assertThat(new Schedule.Constant().factor(9, 10)).isEqualTo(1);
  }

  /** 500 steps up, 9500 down; at the last step half a cosine is one part in 9500 from its end. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.002",
    "249, 0.5",
    "498, 0.998",
    "499, 1",
    "500, 1",
    "2875, 0.8535533905932737",
    "5250, 0.5",
    "9999, 2.733956e-8"
  })
  void warmsUpThenFallsAsCosine(long step, double expected) {
    assertThat(new WarmupCosine(500).factor(step, 10_000)).isCloseTo(expected, within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.005", "198, 0.995", "199, 1", "200, 1", "600, 0.5"})
  void warmupTakesFifthOfShortTrainingAtMost(long step, double expected) {
    assertThat(new WarmupCosine(500).factor(step, 1000)).isCloseTo(expected, within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void trainingOfFewerThanFiveStepsBeginsAtThePeak(long totalSteps) {
    assertThat(new WarmupCosine(500).factor(0, totalSteps)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0, 10",
    "1, 10",
    "3, 10",
    "500, 1",
    "500, 7",
    "500, 1234",
    "500, 20000",
    "2147483647, 999"
  })
  void factorIsInZeroToOneAndHasOnePeak(int warmupSteps, long totalSteps) {
    Schedule schedule = new WarmupCosine(warmupSteps);
    boolean falling = false;
    double before = 0;
    for (long step = 0; step < totalSteps; step++) {
      double factor = schedule.factor(step, totalSteps);
      assertThat(factor).as("step %s", step).isGreaterThan(0).isLessThanOrEqualTo(1);
      if (falling) {
        assertThat(factor).as("step %s", step).isLessThan(before);
      }
      falling |= factor < before;
      before = factor;
    }
  }

  @Test
  void warmupIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WarmupCosine(-1))
        .withMessage("warmupSteps must be at least 0, but was -1");
  }
}
