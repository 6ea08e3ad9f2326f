package io.github.flowlib.tf.internal.train;

import static io.github.flowlib.tf.Runs.DATA;
import static io.github.flowlib.tf.Runs.EPOCHS;
import static io.github.flowlib.tf.Runs.NEGATIVES;
import static io.github.flowlib.tf.Runs.STEPS_PER_EPOCH;
import static io.github.flowlib.tf.Runs.VALIDATION;
import static io.github.flowlib.tf.Runs.assertSameBits;
import static io.github.flowlib.tf.Runs.flow;
import static io.github.flowlib.tf.Runs.stopAfter;
import static io.github.flowlib.tf.Runs.training;
import static io.github.flowlib.tf.Runs.withoutSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flowlib.Models;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Runs;
import io.github.flowlib.tf.internal.store.DataId;
import io.github.flowlib.tf.internal.store.ModelInfo;
import io.github.flowlib.tf.internal.store.Origin;
import io.github.flowlib.tf.internal.store.Provenance;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped goes on and ends as if nothing had happened. */
class ResumeTest {

  @TempDir private Path temporary;

  /** The run that nothing disturbed. */
  private static FlowModel whole;

  private static TrainingReport expected;

  @BeforeAll
  static void train() {
    whole = flow(3);
    expected = whole.fit(DATA, training().build());
  }

  @AfterAll
  static void close() {
    whole.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 6, 19})
  void aResumedRunEndsWithTheSameBits(long last) {
    Checkpoints where = Checkpoints.in(temporary.resolve("run")).withEverySteps(2);
    try (FlowModel killed = flow(3);
        FlowModel resumed = flow(99)) { // its own first weights do not matter
      assertThatThrownBy(
              () ->
                  killed.fit(DATA, training().checkpoints(where).listener(stopAfter(last)).build()))
          .isInstanceOf(Runs.Stop.class);
      List<Long> steps = new ArrayList<>();
      List<TrainingStart> starts = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onStart(TrainingStart start) {
              starts.add(start);
            }

            @Override
            public void onStep(StepEnd step) {
              steps.add(step.step());
            }
          };
      // Before the first checkpoint there is nothing to go on from: the run begins.
      FlowModel model = last < 2 ? killed : resumed;
      TrainingReport report =
          model.fit(DATA, training().checkpoints(where.resumed()).listener(listener).build());

      assertThat(starts).extracting(TrainingStart::stepsDone).containsExactly(steps.get(0) - 1);
      // At most one step is done twice: the one that was done, but not yet written.
      assertThat(steps.get(0)).isBetween(Math.max(1, last - 1), last + 1);
      assertThat(steps).endsWith((long) EPOCHS * STEPS_PER_EPOCH);
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertThat(report.bestEpoch()).isEqualTo(expected.bestEpoch());
      assertThat(report.steps()).isEqualTo(expected.steps());
      assertSameBits(model, whole);
    }
  }

  @Test
  void withoutValidationTheLastEpochCounts() {
    Checkpoints where = Checkpoints.in(temporary).withEverySteps(3);
    try (FlowModel whole = flow(3);
        FlowModel model = flow(3)) {
      whole.fit(DATA, Fixtures.quick(3).build());
      assertThatThrownBy(
              () ->
                  model.fit(
                      DATA, Fixtures.quick(3).checkpoints(where).listener(stopAfter(13)).build()))
          .isInstanceOf(Runs.Stop.class);
      TrainingReport report =
          model.fit(DATA, Fixtures.quick(3).checkpoints(where.resumed()).build());
      assertThat(report.bestEpoch()).isEqualTo(3);
      assertSameBits(model, whole);
    }
  }

  @Test
  void aBatchLargerThanTheDataResumesAsWell() {
    Checkpoints where = Checkpoints.in(temporary);
    Training.Builder large = Fixtures.quick(3).batchSize(1000);
    try (FlowModel whole = flow(3);
        FlowModel model = flow(3)) {
      whole.fit(DATA, large.build());
      assertThatThrownBy(
              () ->
                  model.fit(
                      DATA,
                      Fixtures.quick(3)
                          .batchSize(1000)
                          .checkpoints(where)
                          .listener(stopAfter(3))
                          .build()))
          .isInstanceOf(Runs.Stop.class);
      model.fit(DATA, large.checkpoints(where.resumed()).build());
      assertSameBits(model, whole);
    }
  }

  /** The statistics of a checkpoint belong to its weights, whatever the model was fitted to. */
  @Test
  void statisticsAndOriginAreThoseOfTheRun() throws IOException {
    Checkpoints where = Checkpoints.in(temporary.resolve("run"));
    Dataset other = Fixtures.images(150, 8);
    try (FlowModel whole = flow(3);
        FlowModel killed = flow(3);
        FlowModel resumed = flow(99)) {
      for (FlowModel model : List.of(whole, killed)) {
        model.fit(other, Fixtures.quick(1).build()); // the statistics are of these
      }
      whole.fit(DATA, training().build());
      assertThatThrownBy(
              () -> killed.fit(DATA, training().checkpoints(where).listener(stopAfter(11)).build()))
          .isInstanceOf(Runs.Stop.class);
      resumed.fit(DATA, training().checkpoints(where.resumed()).build());
      assertSameBits(resumed, whole);
      // Once more: nothing is left to do, and nothing is told twice.
      resumed.fit(DATA, training().checkpoints(where.resumed()).build());
      resumed.save(temporary.resolve("model"));
      Origin origin = ModelInfo.read(temporary.resolve("model")).origin();
      assertThat(origin.seed()).hasValue(3);
      assertThat(origin.trainings())
          .extracting(Provenance::trainingData)
          .containsExactly(DataId.of(other), DataId.of(DATA));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void anInterruptionBetweenEpochsLosesNothing(int after) {
    Checkpoints where = Checkpoints.in(temporary).withKeep(1);
    TrainingListener interrupt =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            if (after == 0) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void onStep(StepEnd step) {
            if (step.step() == after) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (FlowModel model = flow(3)) {
      assertThatThrownBy(
              () -> model.fit(DATA, training().checkpoints(where).listener(interrupt).build()))
          .isInstanceOf(TrainingInterruptedException.class)
          .hasMessageStartingWith("training was interrupted after step " + after);
      assertThat(Thread.interrupted()).isTrue();
      model.fit(DATA, training().checkpoints(where.resumed()).build());
      assertSameBits(model, whole);
    }
  }

  @Test
  void aFinishedRunIsTakenAsItIs() {
    Checkpoints where = Checkpoints.in(temporary);
    try (FlowModel first = flow(3);
        FlowModel second = flow(3)) {
      first.fit(DATA, training().checkpoints(where).build());
      TrainingReport report =
          second.fit(DATA, training().checkpoints(where.resumed()).listener(stopAfter(1)).build());
      assertThat(report.epochs()).hasSize(EPOCHS);
      assertSameBits(second, first);
    }
  }

  @Test
  void earlyStoppingGoesOnCounting() {
    Checkpoints where = Checkpoints.in(temporary);
    try (FlowModel whole = flow(3);
        FlowModel stopped = flow(3)) {
      Training.Builder early =
          Fixtures.quick(60).learningRate(0.05).validation(VALIDATION).earlyStopping(3);
      TrainingReport expected = whole.fit(DATA, early.build());
      assertThat(expected.stoppedEarly()).isTrue();
      long inTheLastEpoch = expected.steps() - 2;
      early.checkpoints(where);
      assertThatThrownBy(
              () ->
                  stopped.fit(
                      DATA,
                      Fixtures.quick(60)
                          .learningRate(0.05)
                          .validation(VALIDATION)
                          .earlyStopping(3)
                          .checkpoints(where)
                          .listener(stopAfter(inTheLastEpoch))
                          .build()))
          .isInstanceOf(Runs.Stop.class);
      TrainingReport report = stopped.fit(DATA, early.checkpoints(where.resumed()).build());
      assertThat(report.stoppedEarly()).isTrue();
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertSameBits(stopped, whole);
    }
  }

  /** What a plateau has seen is the history. */
  @Test
  void aPlateauGoesOnCounting() {
    Checkpoints where = Checkpoints.in(temporary);
    try (FlowModel whole = flow(3);
        FlowModel stopped = flow(3)) {
      TrainingReport expected = whole.fit(DATA, plateau().build());
      List<Double> rates = expected.epochs().stream().map(EpochEnd::learningRate).toList();
      assertThat(rates.subList(4, 9)).containsExactly(3e-3, 1.5e-3, 1.5e-3, 1.5e-3, 7.5e-4);
      assertThatThrownBy(
              () ->
                  stopped.fit(
                      DATA,
                      plateau()
                          .checkpoints(where)
                          .listener(stopAfter(6 * STEPS_PER_EPOCH + 2))
                          .build()))
          .isInstanceOf(Runs.Stop.class);
      TrainingReport report = stopped.fit(DATA, plateau().checkpoints(where.resumed()).build());
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertSameBits(stopped, whole);
    }
  }

  private static Training.Builder plateau() {
    return Fixtures.quick(9).schedule(Schedule.plateau(3, 0.5)).validation(NEGATIVES);
  }

  @Test
  void autoencodersResumeAsWell() {
    VaeSpec spec =
        VAE.builder().image(4, 4).latent(3).hidden(16).conditional(3).klWarmup(12).build();
    Checkpoints where = Checkpoints.in(temporary).withEverySteps(3);
    try (VaeModel whole = Models.create(spec, 3);
        VaeModel killed = Models.create(spec, 3);
        VaeModel resumed = Models.create(spec, 4)) {
      whole.fit(DATA, training().build());
      assertThatThrownBy(
              () -> killed.fit(DATA, training().checkpoints(where).listener(stopAfter(8)).build()))
          .isInstanceOf(Runs.Stop.class);
      resumed.fit(DATA, training().checkpoints(where.resumed()).build());
      assertThat(resumed.sampleMeansEach(0, 1, 2)).isDeepEqualTo(whole.sampleMeansEach(0, 1, 2));
    }
  }

  @Test
  void anInterruptedThreadStopsKeepsTheBestAndStaysInterrupted() {
    Checkpoints where = Checkpoints.in(temporary);
    TrainingListener interrupt =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            if (step.step() == 7) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (FlowModel model = flow(3);
        FlowModel oneEpoch = flow(3)) {
      assertThatThrownBy(() -> oneEpoch.fit(DATA, training().listener(interrupt).build()))
          .isInstanceOf(TrainingInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      TrainingInterruptedException thrown =
          catchThrowableOfType(
              TrainingInterruptedException.class,
              () -> model.fit(DATA, training().checkpoints(where).listener(interrupt).build()));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown).hasMessageStartingWith("training was interrupted after step 7 of 20;");
      assertThat(thrown.step()).isEqualTo(7);
      // Both have the weights after the first epoch.
      assertSameBits(model, oneEpoch);
      assertThat(model.logProb(DATA)).isNotEqualTo(whole.logProb(DATA));
      model.fit(DATA, training().checkpoints(where.resumed()).build());
      assertSameBits(model, whole);
    }
  }
}
