package io.github.flowlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.train.Schedule.WarmupCosine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @Test
  void constantIsOne() {
    assertThat(Schedule.constant().factor(0, 10, List.of())).isEqualTo(1);
    assertThat(Schedule.constant().factor(9, 10, List.of())).isEqualTo(1);
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
    assertThat(new WarmupCosine(500).factor(step, 10_000, List.of()))
        .isCloseTo(expected, within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.005", "198, 0.995", "199, 1", "200, 1", "600, 0.5"})
  void warmupTakesFifthOfShortTrainingAtMost(long step, double expected) {
    assertThat(new WarmupCosine(500).factor(step, 1000, List.of()))
        .isCloseTo(expected, within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void trainingOfFewerThanFiveStepsBeginsAtThePeak(long totalSteps) {
    assertThat(new WarmupCosine(500).factor(0, totalSteps, List.of())).isEqualTo(1);
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
      double factor = schedule.factor(step, totalSteps, List.of());
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

  /** The factor of the epoch after those that have ended, whose losses were better or not. */
  private static double factor(Schedule schedule, Boolean... better) {
    List<EpochEnd> ended = new ArrayList<>();
    for (boolean best : better) {
      ended.add(
          new EpochEnd(ended.size() + 1, 1, OptionalDouble.of(best ? 1 : 2), best, 1e-3, 1, 0));
    }
    return schedule.factor(10L * ended.size(), 1000, ended);
  }

  private static double after(Schedule schedule, int epochs) {
    return factor(schedule, Collections.nCopies(epochs, true).toArray(Boolean[]::new));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 1", "3, 0.5", "5, 0.5", "6, 0.25", "30, 0.0009765625"})
  void stepDecayFallsEverySoManyEpochs(int epochs, double expected) {
    assertThat(after(Schedule.stepDecay(3, 0.5), epochs)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 0.5", "3, 0.5", "6, 0.5", "7, 0.25", "100, 0.25"})
  void milestonesFallAfterTheirEpochs(int epochs, double expected) {
    assertThat(after(new Schedule.Milestones(ImmutableList.of(2, 7), 0.5), epochs))
        .isEqualTo(expected);
  }

  @Test
  void aPlateauCountsEpochsThatAreNotBetterAndBeginsAnewWhenItFalls() {
    Schedule plateau = Schedule.plateau(2, 0.5);
    assertThat(plateau.needsValidation()).isTrue();
    assertThat(factor(plateau)).isEqualTo(1);
    assertThat(factor(plateau, true, false)).isEqualTo(1);
    assertThat(factor(plateau, true, false, false)).isEqualTo(0.5);
    assertThat(factor(plateau, true, false, false, false)).isEqualTo(0.5);
    assertThat(factor(plateau, true, false, false, false, false)).isEqualTo(0.25);
    assertThat(factor(plateau, true, false, true, false)).isEqualTo(1);
    assertThat(factor(plateau, true, false, false, false, true, false)).isEqualTo(0.5);
  }

  @Test
  void epochsOfFallsAreAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.stepDecay(0, 0.5))
        .withMessage("everyEpochs must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.plateau(0, 0.5))
        .withMessage("patience must be at least 1 epoch, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Milestones(ImmutableList.of(), 0.5))
        .withMessage("epochs must name at least 1 epoch, but were []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Milestones(ImmutableList.of(0, 3), 0.5))
        .withMessage("epochs must be at least 1 and in ascending order, but were [0, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Milestones(ImmutableList.of(3, 3), 0.5))
        .withMessage("epochs must be at least 1 and in ascending order, but were [3, 3]");
    assertThatNullPointerException()
        .isThrownBy(() -> new Schedule.Milestones(null, 0.5))
        .withMessage("epochs must not be null");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 2, Double.NaN})
  void decayIsBetweenZeroAndOne(double decay) {
    String message = "decay must be above 0 and below 1, but was " + decay;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.stepDecay(1, decay))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Milestones(ImmutableList.of(1), decay))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.plateau(1, decay))
        .withMessage(message);
  }
}
