package io.github.flowlib.tf.internal.train;

import static io.github.flowlib.tf.Runs.DATA;
import static io.github.flowlib.tf.Runs.EPOCHS;
import static io.github.flowlib.tf.Runs.NEGATIVES;
import static io.github.flowlib.tf.Runs.VALIDATION;
import static io.github.flowlib.tf.Runs.assertSameBits;
import static io.github.flowlib.tf.Runs.flow;
import static io.github.flowlib.tf.Runs.stopAfter;
import static io.github.flowlib.tf.Runs.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.tf.ChildJvm;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Runs;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
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
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the directory of checkpoints, who may write there, and what becomes of damage. */
class CheckpointDirectoryTest {

  @TempDir private Path temporary;

  private List<String> checkpoints(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
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
                          .checkpoints(
                              Checkpoints.in(temporary).withEverySteps(1).withKeep(1).resumed())
                          .listener(stopAfter(18))
                          .build()))
          .isInstanceOf(Runs.Stop.class);
    }
    assertThat(checkpoints(temporary))
        .containsExactly(".lock", "best", "checkpoint-000000000017", "checkpoint-000000000020");
  }

  @Test
  void aCheckpointThatWasMovedAsideIsMovedBack() throws IOException {
    Checkpoints where = Checkpoints.in(temporary).withKeep(1);
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
  void theBestIsAModel() throws IOException {
    List<Integer> bestEpochs = new ArrayList<>();
    TrainingListener look =
        new TrainingListener() {
          @Override
          public void onEpochEnd(EpochEnd epoch) {
            bestEpochs.add(epoch.best() ? epoch.epoch() : 0);
            try (FlowModel best = Models.loadFlow(temporary.resolve("best"))) {
              assertThat(-best.evaluate(NEGATIVES).logLikelihood())
                  .as("no worse than after epoch %s", epoch.epoch())
                  .isLessThanOrEqualTo(epoch.validationLoss().orElseThrow());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    try (FlowModel model = flow(3)) {
      TrainingReport report =
          model.fit(
              DATA,
              training()
                  .validation(NEGATIVES) // so that the last epoch is not the best
                  .checkpoints(Checkpoints.in(temporary))
                  .listener(look)
                  .build());
      try (FlowModel best = Models.loadFlow(temporary.resolve("best"))) {
        assertSameBits(best, model);
      }
      assertThat(report.bestEpoch()).isLessThan(EPOCHS);
      assertThat(bestEpochs).contains(report.bestEpoch());
    }
    assertThat(Files.readString(temporary.resolve("best/spec.json")))
        .as("where the weights are from")
        .contains("\"sha256\"");
  }

  @Test
  void damageOfTheBestIsNoHindrance() throws IOException {
    Checkpoints where = Checkpoints.in(temporary);
    try (FlowModel model = flow(3)) {
      assertThatThrownBy(
              () -> model.fit(DATA, training().checkpoints(where).listener(stopAfter(7)).build()))
          .isInstanceOf(Runs.Stop.class);
      Files.writeString(temporary.resolve("best/manifest.json"), "damaged");
      Files.writeString(temporary.resolve("best/notes.txt"), "in the way");
      model.fit(DATA, training().checkpoints(where.resumed()).build());
      try (FlowModel best = Models.loadFlow(temporary.resolve("best"))) {
        assertSameBits(best, model);
      }
    }
  }

  @Test
  void aSavedModelIsNoPlaceForCheckpoints() throws IOException {
    Path saved = temporary.resolve("model");
    try (FlowModel model = flow(3)) {
      model.save(saved);
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, training().checkpoints(Checkpoints.in(saved)).build()))
          .withMessage(
              saved.toRealPath()
                  + " is a saved model, which checkpoints would spoil; name another directory");
      Models.loadFlow(saved).close();
    }
  }

  @Test
  void aModelOfSomebodyElseIsNotReplaced() throws IOException {
    try (FlowModel model = flow(3)) {
      model.save(temporary.resolve("best"));
      for (Checkpoints where :
          List.of(Checkpoints.in(temporary), Checkpoints.in(temporary).resumed())) {
        assertThatIllegalStateException()
            .isThrownBy(() -> model.fit(DATA, training().checkpoints(where).build()))
            .withMessageContaining("best stands where this training would save its best weights");
      }
      Models.loadFlow(temporary.resolve("best")).close();
    }
  }

  /** What a process that was killed left; it did not come so far as to write the model again. */
  @Test
  void theBestIsWrittenAgainAfterAResume() throws IOException {
    Checkpoints where = Checkpoints.in(temporary);
    try (FlowModel model = flow(3)) {
      assertThatThrownBy(
              () -> model.fit(DATA, training().checkpoints(where).listener(stopAfter(7)).build()))
          .isInstanceOf(Runs.Stop.class);
      MoreFiles.deleteRecursively(temporary.resolve("best"), RecursiveDeleteOption.ALLOW_INSECURE);
      model.fit(DATA, training().checkpoints(where.resumed()).build());
      try (FlowModel best = Models.loadFlow(temporary.resolve("best"))) {
        assertSameBits(best, model);
      }
    }
  }

  @Test
  void theNewestStayAndNothingElse() throws IOException {
    try (FlowModel model = flow(3)) {
      model.fit(
          DATA,
          training().checkpoints(Checkpoints.in(temporary).withEverySteps(2).withKeep(3)).build());
    }
    assertThat(checkpoints(temporary))
        .containsExactly(
            ".lock",
            "best",
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
    Checkpoints where = Checkpoints.in(temporary).withKeep(1);
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
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
  void aDirectoryIsTheSameByWhateverNameItIsReached() throws IOException {
    Path real = Files.createDirectory(temporary.resolve("real"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), real);
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            try (FlowModel other = flow(4)) {
              other.fit(
                  DATA,
                  training().checkpoints(Checkpoints.in(real.resolve("run")).resumed()).build());
            }
          }
        };
    try (FlowModel model = flow(3)) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  model.fit(
                      DATA,
                      training()
                          .checkpoints(Checkpoints.in(link.resolve("run")))
                          .listener(second)
                          .build()))
          .withMessageContaining("is where another training writes its checkpoints");
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
  void aCheckpointIsNoModel() {
    try (Model<?> model = flow(3)) {
      model.fit(DATA, training().checkpoints(Checkpoints.in(temporary)).build());
    }
    assertThatThrownBy(() -> Models.loadFlow(temporary.resolve("checkpoint-000000000020")))
        .hasMessageContaining("must be format flowlib-model version 1, but is flowlib-checkpoint");
  }

  @Test
  void badSettingsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoints.in(temporary).withEverySteps(0))
        .withMessage("everySteps must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoints.in(temporary).withKeep(0))
        .withMessage("keep must be at least 1 checkpoint, but was 0");
  }
}
