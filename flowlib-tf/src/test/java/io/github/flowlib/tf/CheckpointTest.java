package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.Vae;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped goes on and ends as if nothing had happened. */
class CheckpointTest {

  private static final Dataset DATA = Fixtures.images(220, 1);
  private static final Dataset VALIDATION = Fixtures.images(60, 2);

  /** 5 batches, the last smaller. */
  private static final int STEPS_PER_EPOCH = 5;

  private static final int EPOCHS = 4;

  @TempDir private Path temporary;

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a training after a step, as a kill would, but within this process. */
  private static TrainingListener stopAfter(long last) {
    return new TrainingListener() {
      @Override
      public void onStep(StepEnd step) {
        if (step.step() == last) {
          throw new Stop();
        }
      }
    };
  }

  private static Training.Builder training() {
    return Fixtures.quick(EPOCHS).validation(VALIDATION);
  }

  /** Small, because a graph is compiled for each of the many models here. */
  private static FlowModel flow(long seed) {
    return Models.create(
        RealNVP.builder().image(4, 4).couplings(2).hidden(8).conditional(3).build(), seed);
  }

  private static List<EpochEnd> withoutSeconds(TrainingReport report) {
    return report.epochs().stream()
        .map(
            e ->
                new EpochEnd(
                    e.epoch(),
                    e.trainLoss(),
                    e.validationLoss(),
                    e.best(),
                    e.learningRate(),
                    e.gradientNorm(),
                    0))
        .toList();
  }

  private List<String> checkpoints(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 5, 6, 11, 19})
  void aResumedRunEndsWithTheSameBits(long last) {
    Checkpoints where = Checkpoints.in(temporary.resolve("run")).everySteps(2);
    try (FlowModel whole = flow(3);
        FlowModel killed = flow(3);
        FlowModel resumed = flow(99)) { // its own first weights do not matter
      TrainingReport expected = whole.fit(DATA, training().build());
      assertThatThrownBy(
              () ->
                  killed.fit(DATA, training().checkpoints(where).listener(stopAfter(last)).build()))
          .isInstanceOf(Stop.class);
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

  private static void assertSameBits(FlowModel one, FlowModel other) {
    assertThat(one.logProb(DATA)).containsExactly(other.logProb(DATA));
    assertThat(one.given(1).sample(5, 1)).isDeepEqualTo(other.given(1).sample(5, 1));
  }

  @Test
  void withoutValidationTheLastEpochCounts() {
    Checkpoints where = Checkpoints.in(temporary).everySteps(3);
    try (FlowModel whole = flow(3);
        FlowModel model = flow(3)) {
      whole.fit(DATA, Fixtures.quick(3).build());
      assertThatThrownBy(
              () ->
                  model.fit(
                      DATA, Fixtures.quick(3).checkpoints(where).listener(stopAfter(13)).build()))
          .isInstanceOf(Stop.class);
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
          .isInstanceOf(Stop.class);
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
          .isInstanceOf(Stop.class);
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

  @Test
  void aCheckpointThatCannotBeWrittenLeavesTheBestWeights() throws IOException {
    Path run = temporary.resolve("run");
    TrainingListener destroy =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            if (step.step() == 7) {
              try {
                MoreFiles.deleteRecursively(run, RecursiveDeleteOption.ALLOW_INSECURE);
                Files.writeString(run, "in the way");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    try (FlowModel model = flow(3);
        FlowModel oneEpoch = flow(3)) {
      assertThatThrownBy(
              () -> oneEpoch.fit(DATA, training().listener(stopBeforeTheSecondEpochEnds()).build()))
          .isInstanceOf(TrainingInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(
              () ->
                  model.fit(
                      DATA, training().checkpoints(Checkpoints.in(run)).listener(destroy).build()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("a checkpoint could not be written to " + run);
      // The second epoch had ended, and was taken or not, as its validation told.
      assertThat(model.evaluate(VALIDATION).logLikelihood())
          .isGreaterThanOrEqualTo(oneEpoch.evaluate(VALIDATION).logLikelihood() - 1e-6);
    }
  }

  private static TrainingListener stopBeforeTheSecondEpochEnds() {
    return new TrainingListener() {
      @Override
      public void onStep(StepEnd step) {
        if (step.step() == 7) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void anInterruptionBetweenEpochsLosesNothing(int after) {
    Checkpoints where = Checkpoints.in(temporary).keep(1);
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
    try (FlowModel whole = flow(3);
        FlowModel model = flow(3)) {
      whole.fit(DATA, training().build());
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
  void damagedCheckpointsAreNotCountedAmongThoseThatStay() throws IOException {
    try (FlowModel model = flow(3)) {
      model.fit(DATA, training().checkpoints(Checkpoints.in(temporary)).build());
      Files.delete(temporary.resolve("checkpoint-000000000020/state.json"));
      assertThatThrownBy(
              () ->
                  model.fit(
                      DATA,
                      training()
                          .checkpoints(Checkpoints.in(temporary).everySteps(1).keep(1).resumed())
                          .listener(stopAfter(18))
                          .build()))
          .isInstanceOf(Stop.class);
    }
    assertThat(checkpoints(temporary))
        .containsExactly(".lock", "checkpoint-000000000017", "checkpoint-000000000020");
  }

  @Test
  void aCheckpointThatWasMovedAsideIsMovedBack() throws IOException {
    Checkpoints where = Checkpoints.in(temporary).keep(1);
    try (FlowModel model = flow(3)) {
      model.fit(DATA, training().checkpoints(where).build());
      Files.move(
          temporary.resolve("checkpoint-000000000020"),
          temporary.resolve(".checkpoint-000000000020.0b0e8c2e-1c5f-4f0e-9d0c-8f6f2f6f2f6f.old"));
      TrainingReport report =
          model.fit(DATA, training().checkpoints(where.resumed()).listener(stopAfter(1)).build());
      assertThat(report.epochs()).hasSize(EPOCHS);
    }
  }

  /** A training that was refused must not let go of what the other holds. */
  @Test
  void anotherProcessCannotTakeTheDirectoryOfARunningTraining() throws Exception {
    Checkpoints where = Checkpoints.in(temporary).resumed();
    List<String> answers = new ArrayList<>();
    TrainingListener ask =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            try (FlowModel refused = flow(4)) {
              assertThatIllegalStateException()
                  .isThrownBy(() -> refused.fit(DATA, training().checkpoints(where).build()));
              answers.addAll(
                  ChildJvm.run("lock ", List.of(), LockChild.class, temporary.toString()));
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    try (FlowModel model = flow(3)) {
      model.fit(DATA, Fixtures.quick(1).checkpoints(where).listener(ask).build());
    }
    assertThat(answers).containsExactly("refused");
  }

  /** Tries to train with the same directory, in a process of its own. */
  public static final class LockChild {
    private LockChild() {}

    public static void main(String[] args) {
      Checkpoints where = Checkpoints.in(Path.of(args[0])).resumed();
      try (FlowModel model = flow(3)) {
        model.fit(DATA, Fixtures.quick(1).checkpoints(where).build());
        System.out.println("lock taken");
      } catch (IllegalStateException e) {
        System.out.println("lock refused");
      }
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
          .isInstanceOf(Stop.class);
      TrainingReport report = stopped.fit(DATA, early.checkpoints(where.resumed()).build());
      assertThat(report.stoppedEarly()).isTrue();
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertSameBits(stopped, whole);
    }
  }

  @Test
  void autoencodersResumeAsWell() {
    VaeSpec spec =
        Vae.builder().image(4, 4).latent(3).hidden(16).conditional(3).klWarmup(12).build();
    Checkpoints where = Checkpoints.in(temporary).everySteps(3);
    try (VaeModel whole = Models.create(spec, 3);
        VaeModel killed = Models.create(spec, 3);
        VaeModel resumed = Models.create(spec, 4)) {
      whole.fit(DATA, training().build());
      assertThatThrownBy(
              () -> killed.fit(DATA, training().checkpoints(where).listener(stopAfter(8)).build()))
          .isInstanceOf(Stop.class);
      resumed.fit(DATA, training().checkpoints(where.resumed()).build());
      assertThat(resumed.generate(0, 1, 2)).isDeepEqualTo(whole.generate(0, 1, 2));
    }
  }

  @Test
  void theNewestStayAndNothingElse() throws IOException {
    try (FlowModel model = flow(3)) {
      model.fit(
          DATA, training().checkpoints(Checkpoints.in(temporary).everySteps(2).keep(3)).build());
    }
    assertThat(checkpoints(temporary))
        .containsExactly(
            ".lock",
            "checkpoint-000000000016",
            "checkpoint-000000000018",
            "checkpoint-000000000020");
  }

  @Test
  void aDirectoryWithCheckpointsIsNotTakenForANewRun() {
    Checkpoints where = Checkpoints.in(temporary);
    try (FlowModel model = flow(3)) {
      model.fit(DATA, training().checkpoints(where).build());
      double[] before = model.logProb(DATA);
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, training().checkpoints(where).build()))
          .withMessageContaining("holds checkpoints of an earlier run; go on from them with");
      assertThat(model.logProb(DATA)).containsExactly(before);
    }
  }

  @Test
  void anotherRunIsNotResumed() {
    Checkpoints where = Checkpoints.in(temporary).resumed();
    try (FlowModel model = flow(3)) {
      model.fit(DATA, training().checkpoints(where).build());
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, training().seed(8).checkpoints(where).build()))
          .withMessageContaining("is of another run: seed: 7 there, but 8 here; resume with");
      assertThatIllegalStateException()
          .isThrownBy(
              () -> model.fit(Fixtures.images(220, 5), training().checkpoints(where).build()))
          .withMessageContaining("is of another run: trainingData: {");
    }
    try (FlowModel other = Models.create(Fixtures.imageFlow())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> other.fit(DATA, training().checkpoints(where).build()))
          .withMessageContaining("is of another run: model: {\"type\":\"FlowSpec\"");
    }
  }

  @Test
  void aDamagedCheckpointIsPassedOver() throws IOException {
    Checkpoints where = Checkpoints.in(temporary);
    try (FlowModel whole = flow(3);
        FlowModel resumed = flow(3)) {
      whole.fit(DATA, training().checkpoints(where).build());
      Path newest = temporary.resolve("checkpoint-000000000020/arrays.npz");
      byte[] bytes = Files.readAllBytes(newest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(newest, bytes);
      List<Long> starts = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onStart(TrainingStart start) {
              starts.add(start.stepsDone());
            }
          };
      resumed.fit(DATA, training().checkpoints(where.resumed()).listener(listener).build());
      assertThat(starts).containsExactly(15L);
      assertSameBits(resumed, whole);
    }
  }

  @Test
  void ifAllAreDamagedNothingIsBegunAnew() throws IOException {
    Checkpoints where = Checkpoints.in(temporary).keep(1);
    try (FlowModel model = flow(3)) {
      model.fit(DATA, training().checkpoints(where).build());
      double[] before = model.logProb(DATA);
      Files.delete(temporary.resolve("checkpoint-000000000020/state.json"));
      assertThatThrownBy(() -> model.fit(DATA, training().checkpoints(where.resumed()).build()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no checkpoint in")
          .hasMessageContaining("state.json is missing");
      assertThat(model.logProb(DATA)).containsExactly(before);
    }
  }

  @Test
  void whatAKilledProcessLeftUnfinishedIsRemoved() throws IOException {
    Path unfinished =
        temporary.resolve(
            ".checkpoint-000000000004.0b0e8c2e-1c5f-4f0e-9d0c-8f6f2f6f2f6f.new/state.json");
    Path stranger = temporary.resolve(".checkpoint-notes/state.json");
    for (Path file : List.of(unfinished, stranger)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{");
    }
    try (FlowModel model = flow(3)) {
      model.fit(DATA, training().checkpoints(Checkpoints.in(temporary)).build());
    }
    assertThat(unfinished.getParent()).doesNotExist();
    assertThat(stranger).exists();
  }

  @Test
  void twoTrainingsDoNotShareADirectory() {
    Checkpoints where = Checkpoints.in(temporary).resumed();
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            try (FlowModel other = flow(4)) {
              other.fit(DATA, training().checkpoints(where).build());
            }
          }
        };
    try (FlowModel model = flow(3)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, training().checkpoints(where).listener(second).build()))
          .withMessageContaining("is where another training writes its checkpoints");
      // The lock is gone with the training that failed.
      model.fit(DATA, training().checkpoints(where).build());
    }
  }

  @Test
  void aDirectoryThatCannotBeIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    try (FlowModel model = flow(3)) {
      assertThatThrownBy(
              () -> model.fit(DATA, training().checkpoints(Checkpoints.in(file)).build()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file + " must be a directory for checkpoints");
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
    try (FlowModel whole = flow(3);
        FlowModel model = flow(3);
        FlowModel oneEpoch = flow(3)) {
      whole.fit(DATA, training().build());
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

  @Test
  void aCheckpointIsNoModel() {
    try (Model model = flow(3)) {
      model.fit(DATA, training().checkpoints(Checkpoints.in(temporary)).build());
    }
    assertThatThrownBy(() -> Models.load(temporary.resolve("checkpoint-000000000020")))
        .hasMessageContaining("must be format flowlib-model version 1, but is flowlib-checkpoint");
  }

  @Test
  void badSettingsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoints.in(temporary).everySteps(0))
        .withMessage("everySteps must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoints.in(temporary).keep(0))
        .withMessage("keep must be at least 1 checkpoint, but was 0");
  }
}
