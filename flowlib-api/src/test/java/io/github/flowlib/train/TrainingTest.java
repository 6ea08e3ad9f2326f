package io.github.flowlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

  private static final Dataset VALIDATION = Dataset.of(new float[][] {{1, 2}});

  @Test
  void defaultsAreAsDocumented() {
    Training training = Training.builder().build();
    assertThat(training.epochs()).isEqualTo(10);
    assertThat(training.batchSize()).isEqualTo(256);
    assertThat(training.learningRate()).isEqualTo(5e-4);
    assertThat(training.schedule()).isEqualTo(Schedule.warmupCosine(500));
    assertThat(training.optimizer()).isEqualTo(new Optimizer.Adam(0.9, 0.999, 1e-8, 0));
    assertThat(training.clipNorm()).isEmpty();
    assertThat(training.l2()).isEmpty();
    assertThat(training.averageDecay()).isEmpty();
    assertThat(training.precision()).isEqualTo(Precision.EXACT);
    assertThat(training.jitCompile()).isFalse();
    assertThat(training.patience()).isEmpty();
    assertThat(training.validation()).isEmpty();
    assertThat(training.checkpoints()).isEmpty();
    assertThat(training.seed()).isZero();
    assertThat(training.listeners()).singleElement().isInstanceOf(ProgressLog.class);
    assertThat(training)
        .hasToString(
            "Training{epochs=10, batchSize=256, learningRate=5.0E-4, schedule=WarmupCosine[warmupSteps=500],"
                + " optimizer=Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0], seed=0}");
  }

  @Test
  void everySettingReachesTheTraining() {
    TrainingListener first = new TrainingListener() {};
    TrainingListener second = new TrainingListener() {};
    Optimizer optimizer = Optimizer.adam().withWeightDecay(0.01);

    Training training =
        Training.builder()
            .epochs(3)
            .batchSize(64)
            .learningRate(0.25)
            .schedule(Schedule.constant())
            .optimizer(optimizer)
            .clipNorm(50)
            .l2(1e-6)
            .averageWeights(0.999)
            .precision(Precision.FAST)
            .jitCompile()
            .earlyStopping(2)
            .validation(VALIDATION)
            .checkpoints(Checkpoints.in(Path.of("run")).withEverySteps(9).withKeep(3).resumed())
            .seed(-7)
            .listener(first)
            .listener(second)
            .build();

    for (Training each : List.of(training, training.toBuilder().build())) {
      assertThat(each.epochs()).isEqualTo(3);
      assertThat(each.batchSize()).isEqualTo(64);
      assertThat(each.learningRate()).isEqualTo(0.25);
      assertThat(each.schedule()).isEqualTo(Schedule.constant());
      assertThat(each.optimizer()).isEqualTo(optimizer);
      assertThat(each.clipNorm()).hasValue(50);
      assertThat(each.l2()).hasValue(1e-6);
      assertThat(each.averageDecay()).hasValue(0.999);
      assertThat(each.precision()).isEqualTo(Precision.FAST);
      assertThat(each.jitCompile()).isTrue();
      assertThat(each.patience()).hasValue(2);
      assertThat(each.validation()).containsSame(VALIDATION);
      assertThat(each.checkpoints())
          .contains(new Checkpoints(Path.of("run"), OptionalInt.of(9), 3, true));
      assertThat(each.seed()).isEqualTo(-7);
      assertThat(each.listeners()).containsExactly(first, second);
      assertThat(each)
          .hasToString(
              "Training{epochs=3, batchSize=64, learningRate=0.25, schedule=Constant[],"
                  + " optimizer=Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.01],"
                  + " clipNorm=50.0, l2=1.0E-6, averageDecay=0.999, precision=FAST, jitCompile=true,"
                  + " patience=2, validation=1 rows,"
                  + " checkpoints=Checkpoints[directory=run, everySteps=OptionalInt[9], keep=3,"
                  + " resume=true], seed=-7}");
    }
  }

  /** No setting is forgotten by the copy: each one that there is changes what a training says. */
  @Test
  void aChangedCopyKeepsEverythingElse() {
    Training training = Training.builder().epochs(3).seed(5).quiet().build();
    Training longer = training.toBuilder().epochs(4).build();
    assertThat(longer.epochs()).isEqualTo(4);
    assertThat(longer.seed()).isEqualTo(5);
    assertThat(longer.listeners()).isEmpty();
    assertThat(training.epochs()).isEqualTo(3);
  }

  @Test
  void aListenerTakesThePlaceOfTheProgressLog() {
    TrainingListener mine = new TrainingListener() {};
    assertThat(Training.builder().listener(mine).build().listeners()).containsExactly(mine);
    assertThat(Training.builder().listener(mine).quiet().build().listeners()).containsExactly(mine);
    assertThat(Training.builder().quiet().build().listeners()).isEmpty();
  }

  @Test
  void trainingDoesNotFollowItsBuilder() {
    Training.Builder builder = Training.builder().epochs(3);
    Training before = builder.build();
    Training after = builder.epochs(4).listener(new TrainingListener() {}).build();

    assertThat(before.epochs()).isEqualTo(3);
    assertThat(before.listeners()).singleElement().isInstanceOf(ProgressLog.class);
    assertThat(after.epochs()).isEqualTo(4);
    assertThat(after.listeners()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void epochsAndBatchSizeAreAtLeastOne(int value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().epochs(value))
        .withMessage("epochs must be at least 1, but was " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().batchSize(value))
        .withMessage("batchSize must be at least 1, but was " + value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void learningRateAndClipNormArePositiveAndFinite(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().learningRate(value))
        .withMessage("learningRate must be above 0 and finite, but was " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().clipNorm(value))
        .withMessage(
            "clipNorm must be above 0 and finite, but was "
                + value
                + "; leave it out for no clipping");
  }

  @Test
  void earlyStoppingNeedsValidation() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Training.builder().earlyStopping(5).build())
        .withMessage("earlyStopping(5) needs validation data; add validation(...) or leave it out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().earlyStopping(0))
        .withMessage("earlyStopping must be at least 1 epoch, but was 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void l2IsPositiveAndFinite(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().l2(value))
        .withMessage(
            "l2 must be above 0 and finite, but was " + value + "; leave it out for no penalty");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 0.999999, 1, Double.NaN})
  void averageWeightsIsAboveZeroAndNotTooSlow(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().averageWeights(value))
        .withMessage(
            "averageWeights must be above 0 and at most 0.99999 (float32 cannot hold slower averages),"
                + " but was "
                + value
                + "; leave it out for no averaging");
  }

  @Test
  void aPlateauNeedsValidation() {
    Schedule schedule = Schedule.plateau(3, 0.5);
    assertThatIllegalStateException()
        .isThrownBy(() -> Training.builder().schedule(schedule).build())
        .withMessage(
            "schedule Plateau[patience=3, decay=0.5] needs validation data; add validation(...) or use"
                + " another schedule");
    assertThat(Training.builder().schedule(schedule).validation(VALIDATION).build().schedule())
        .isEqualTo(schedule);
  }

  @Test
  void settingsMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> Training.builder().schedule(null))
        .withMessage("schedule must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Training.builder().optimizer(null))
        .withMessage("optimizer must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Training.builder().validation(null))
        .withMessage("validation must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Training.builder().checkpoints(null))
        .withMessage("checkpoints must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Training.builder().listener(null))
        .withMessage("listener must not be null");
  }

  @Test
  void divergenceTellsTheStep() {
    TrainingDivergedException divergence =
        new TrainingDivergedException(
            12, ImmutableList.of(3.5, Double.NaN), Optional.of("the encoder"), "loss is NaN");

    assertThat(divergence.step()).isEqualTo(12);
    assertThat(divergence).hasMessage("loss is NaN");
    assertThat(divergence.lastLosses()).containsExactly(3.5, Double.NaN);
    assertThat(divergence.firstNotFinite()).contains("the encoder");
  }
}
