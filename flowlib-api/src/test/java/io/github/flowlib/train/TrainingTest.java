package io.github.flowlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

  private static final Dataset VALIDATION = Dataset.of(new float[][] {{1, 2}});

  @Test
  void defaultsAreAsDocumented() {
    assertThat(Training.builder().build())
        .isEqualTo(
            new Training(
                10,
                256,
                5e-4,
                new Schedule.WarmupCosine(500),
                new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                ImmutableList.of()));
  }

  @Test
  void everySettingReachesTheTraining() {
    TrainingListener first = new TrainingListener() {};
    TrainingListener second = new TrainingListener() {};
    OptimizerSpec optimizer = OptimizerSpec.Adam.defaults().withWeightDecay(0.01);

    Training training =
        Training.builder()
            .epochs(3)
            .batchSize(64)
            .learningRate(0.25)
            .schedule(new Schedule.Constant())
            .optimizer(optimizer)
            .clipNorm(50)
            .l2(1e-6)
            .averageWeights(0.999)
            .earlyStopping(2)
            .validation(VALIDATION)
            .checkpoints(Checkpoints.in(Path.of("run")).everySteps(9).keep(3).resumed())
            .seed(-7)
            .listener(first)
            .listener(second)
            .build();

    assertThat(training)
        .isEqualTo(
            new Training(
                3,
                64,
                0.25,
                new Schedule.Constant(),
                optimizer,
                OptionalDouble.of(50),
                OptionalDouble.of(1e-6),
                OptionalDouble.of(0.999),
                OptionalInt.of(2),
                Optional.of(VALIDATION),
                Optional.of(new Checkpoints(Path.of("run"), OptionalInt.of(9), 3, true)),
                -7,
                ImmutableList.of(first, second)));
    assertThat(training.toString())
        .startsWith(
            "Training[epochs=3, batchSize=64, learningRate=0.25, schedule=Constant[],"
                + " optimizer=Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.01],"
                + " clipNorm=OptionalDouble[50.0], l2=OptionalDouble[1.0E-6],"
                + " averageDecay=OptionalDouble[0.999], patience=OptionalInt[2],"
                + " validation=Optional[Dataset[1 x 2]],"
                + " checkpoints=Optional[Checkpoints[directory=run, everySteps=OptionalInt[9],"
                + " keep=3, resume=true]], seed=-7, ");
  }

  @Test
  void trainingDoesNotFollowItsBuilder() {
    Training.Builder builder = Training.builder().epochs(3);
    Training before = builder.build();
    Training after = builder.epochs(4).listener(new TrainingListener() {}).build();

    assertThat(before.epochs()).isEqualTo(3);
    assertThat(before.listeners()).isEmpty();
    assertThat(after.epochs()).isEqualTo(4);
    assertThat(after.listeners()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void epochsAndBatchSizeAreAtLeastOne(int value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().epochs(value).build())
        .withMessage("epochs must be at least 1, but was " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().batchSize(value).build())
        .withMessage("batchSize must be at least 1, but was " + value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void learningRateAndClipNormArePositiveAndFinite(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().learningRate(value).build())
        .withMessage("learningRate must be above 0 and finite, but was " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().clipNorm(value).build())
        .withMessage(
            "clipNorm must be above 0 and finite, but was "
                + value
                + "; leave it out for no clipping");
  }

  @Test
  void earlyStoppingNeedsValidation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().earlyStopping(5).build())
        .withMessage("earlyStopping(5) needs validation data; add validation(...) or leave it out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().earlyStopping(0).validation(VALIDATION).build())
        .withMessage("earlyStopping must be at least 1 epoch, but was 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void l2IsPositiveAndFinite(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().l2(value).build())
        .withMessage(
            "l2 must be above 0 and finite, but was " + value + "; leave it out for no penalty");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 0.999999, 1, Double.NaN})
  void averageWeightsIsAboveZeroAndNotTooSlow(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.builder().averageWeights(value).build())
        .withMessage(
            "averageWeights must be above 0 and at most 0.99999 (float32 cannot hold slower averages),"
                + " but was "
                + value
                + "; leave it out for no averaging");
  }

  @Test
  void aPlateauNeedsValidation() {
    Schedule schedule = new Schedule.Plateau(3, 0.5);
    assertThatIllegalArgumentException()
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
        .isThrownBy(() -> Training.builder().schedule(null).build())
        .withMessage("schedule must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Training.builder().optimizer(null).build())
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
  void optionalPartsMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> training(null, OptionalInt.empty(), Optional.empty(), ImmutableList.of()))
        .withMessage("clipNorm must not be null");
    assertThatNullPointerException()
        .isThrownBy(
            () -> training(OptionalDouble.empty(), null, Optional.empty(), ImmutableList.of()))
        .withMessage("patience must not be null");
    assertThatNullPointerException()
        .isThrownBy(
            () -> training(OptionalDouble.empty(), OptionalInt.empty(), null, ImmutableList.of()))
        .withMessage("validation must not be null");
    assertThatNullPointerException()
        .isThrownBy(
            () -> training(OptionalDouble.empty(), OptionalInt.empty(), Optional.empty(), null))
        .withMessage("listeners must not be null");
  }

  @Test
  void penaltyAndAverageMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> training(null, OptionalDouble.empty()))
        .withMessage("l2 must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> training(OptionalDouble.empty(), null))
        .withMessage("averageDecay must not be null");
  }

  private static Training training(OptionalDouble l2, OptionalDouble averageDecay) {
    return new Training(
        1,
        1,
        1,
        new Schedule.Constant(),
        OptimizerSpec.Adam.defaults(),
        OptionalDouble.empty(),
        l2,
        averageDecay,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        ImmutableList.of());
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

  private static Training training(
      OptionalDouble clipNorm,
      OptionalInt patience,
      Optional<Dataset> validation,
      ImmutableList<TrainingListener> listeners) {
    return new Training(
        1,
        1,
        1,
        new Schedule.Constant(),
        OptimizerSpec.Adam.defaults(),
        clipNorm,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        patience,
        validation,
        Optional.empty(),
        0,
        listeners);
  }
}
