package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.data.CsvColumns;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingListener;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that are interrupted, as those of a pool are that is shut down. */
class InterruptTest {

  private static final Dataset DATA = Fixtures.moons(100, 1);

  @TempDir private Path temporary;
  private FlowModel flow;
  private Path weights;

  @BeforeEach
  void create() throws Exception {
    flow = Models.create(Fixtures.moonsFlow());
    weights = temporary.resolve("weights.npz");
    flow.exportWeights(weights);
  }

  @AfterEach
  void close() {
    flow.close();
  }

  private interface Call {
    void run() throws Exception;
  }

  /** Runs a call in another thread while this one trains, and interrupts it there. */
  private Exception interruptedWhileItWaits(Call call) {
    Callable<Exception> tell =
        () -> {
          try {
            call.run();
            return new IllegalStateException("it was not interrupted");
          } catch (Exception e) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return e;
          }
        };
    FutureTask<Exception> thrown = new FutureTask<>(tell);
    boolean[] isOver = new boolean[1];
    TrainingListener interrupt =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            if (step.step() == 1) {
              Thread other = new Thread(thrown);
              other.start();
              try {
                while (other.isAlive() && other.getState() != Thread.State.WAITING) {
                  Thread.sleep(1);
                }
                other.interrupt();
                other.join(5_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              isOver[0] = !other.isAlive();
            }
          }
        };
    flow.fit(DATA, Fixtures.quick(1).listener(interrupt).build());
    assertThat(isOver[0]).as("before the other training was").isTrue();
    try {
      return thrown.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTrainingThatWaitsForAnotherOneEnds() {
    assertThat(interruptedWhileItWaits(() -> flow.fit(DATA, Fixtures.quick(1).quiet().build())))
        .isInstanceOf(TrainingInterruptedException.class)
        .hasMessage(
            "training was interrupted while it waited for another training of this model, before its"
                + " first step; the model is as that one leaves it");
  }

  @Test
  void weightsThatWaitForATrainingAreNotTaken() {
    assertThat(interruptedWhileItWaits(() -> flow.importWeights(weights)))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage(
            weights
                + " was not taken: interrupted while a training of this model ran, for which it waited");
  }

  /** Channels of Java would be closed under a thread that is interrupted. */
  @ParameterizedTest
  @ValueSource(
      strings = {"logProb", "sample", "save", "load", "exportWeights", "importWeights", "fromCsv"})
  void anythingElseIsAnsweredAndTheMarkStays(String name) throws Exception {
    Path model = temporary.resolve("model");
    flow.save(model);
    Path table = Files.writeString(temporary.resolve("table.csv"), "a,b\n1,2\n3,4\n");
    double[] before = flow.logProb(DATA);
    Call call =
        switch (name) {
          case "logProb" -> () -> flow.logProb(DATA);
          case "sample" -> () -> flow.distribution().sample(5);
          case "save" -> () -> flow.save(model);
          case "load" -> () -> Models.loadFlow(model).close();
          case "exportWeights" -> () -> flow.exportWeights(weights);
          case "importWeights" -> () -> flow.importWeights(weights);
          default -> () -> Dataset.fromCsv(table, CsvColumns.numeric("a", "b"), 1);
        };
    Thread.currentThread().interrupt();
    try {
      call.run();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    try (FlowModel loaded = Models.loadFlow(model)) {
      assertThat(loaded.logProb(DATA)).containsExactly(before);
    }
  }
}
