package io.github.flowlib.tf.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.ProgressLog;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingDivergedException;
import io.github.flowlib.train.TrainingEnd;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Whoever hears of the start of a training hears of its end, once, however it ends. */
class ListenersTest {

  private static final Dataset DATA = Fixtures.moons(100, 1);

  /** Notes what it hears. */
  private static class Notes implements TrainingListener {

    final List<String> heard = new ArrayList<>();
    TrainingEnd end;

    @Override
    public void onStart(TrainingStart start) {
      heard.add("start");
    }

    @Override
    public void onEpochEnd(EpochEnd epoch) {
      heard.add("epoch " + epoch.epoch());
    }

    @Override
    public void onEnd(TrainingEnd ended) {
      heard.add("end");
      end = ended;
    }
  }

  private static Training.Builder two(TrainingListener first, TrainingListener second) {
    return Fixtures.quick(2).listener(first).listener(second);
  }

  @Test
  void theReportIsThatOfFitAndTheModelHasItsWeights() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      double[] before = flow.logProb(DATA);
      List<double[]> atTheEnd = new ArrayList<>();
      Notes notes =
          new Notes() {
            @Override
            public void onEnd(TrainingEnd ended) {
              super.onEnd(ended);
              atTheEnd.add(flow.logProb(DATA));
            }
          };
      TrainingReport report = flow.fit(DATA, Fixtures.quick(2).listener(notes).build());
      assertThat(notes.heard).containsExactly("start", "epoch 1", "epoch 2", "end");
      assertThat(notes.end.report()).contains(report);
      assertThat(atTheEnd.get(0)).isEqualTo(flow.logProb(DATA)).isNotEqualTo(before);
    }
  }

  @Test
  void anotherListenerFails() {
    IllegalStateException failure = new IllegalStateException("the disk is full");
    Notes before = new Notes();
    Notes after = new Notes();
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public void onEpochEnd(EpochEnd epoch) {
            throw failure;
          }
        };
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatThrownBy(() -> flow.fit(DATA, two(before, failing).listener(after).build()))
          .isSameAs(failure);
    }
    assertThat(before.heard).containsExactly("start", "epoch 1", "end");
    assertThat(after.heard).containsExactly("start", "end");
    assertThat(before.end.failure()).containsSame(failure);
    assertThat(failure.getSuppressed()).isEmpty();
  }

  /** The one that failed may have opened something; those behind it were never told. */
  @Test
  void aListenerFailsAtTheStart() {
    Notes failing =
        new Notes() {
          @Override
          public void onStart(TrainingStart start) {
            super.onStart(start);
            throw new IllegalStateException("no place to write");
          }
        };
    Notes before = new Notes();
    Notes after = new Notes();
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> flow.fit(DATA, two(before, failing).listener(after).build()))
          .withMessage("no place to write");
    }
    assertThat(before.heard).containsExactly("start", "end");
    assertThat(failing.heard).containsExactly("start", "end");
    assertThat(after.heard).isEmpty();
  }

  @Test
  void divergenceAndInterruptionAreEndsToo() {
    Notes diverged = new Notes();
    Notes interrupted = new Notes();
    TrainingListener interrupts =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            Thread.currentThread().interrupt();
          }
        };
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatThrownBy(
              () -> flow.fit(DATA, Fixtures.quick(2).learningRate(1e30).listener(diverged).build()))
          .isInstanceOf(TrainingDivergedException.class);
      assertThatThrownBy(() -> flow.fit(DATA, two(interrupted, interrupts).build()))
          .isInstanceOf(TrainingInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(diverged.heard.get(diverged.heard.size() - 1)).isEqualTo("end");
    assertThat(diverged.end.failure()).get().isInstanceOf(TrainingDivergedException.class);
    assertThat(interrupted.heard).containsExactly("start", "end");
    assertThat(interrupted.end.failure()).get().isInstanceOf(TrainingInterruptedException.class);
  }

  @Test
  void whatListenersThrowAtTheEndIsNotLost() {
    TrainingListener first = failingAtTheEnd("first");
    TrainingListener second = failingAtTheEnd("second");
    Notes notes = new Notes();
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      double[] before = flow.logProb(DATA);
      assertThatIllegalStateException()
          .isThrownBy(() -> flow.fit(DATA, two(first, second).listener(notes).build()))
          .withMessage("first")
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .singleElement()
                      .satisfies(other -> assertThat(other).hasMessage("second")));
      assertThat(notes.heard).endsWith("end");
      assertThat(flow.logProb(DATA)).as("it was trained all the same").isNotEqualTo(before);

      assertThatThrownBy(() -> flow.fit(DATA, two(first, second).learningRate(1e30).build()))
          .isInstanceOf(TrainingDivergedException.class)
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .extracting(Throwable::getMessage)
                      .containsExactly("first", "second"));
    }
  }

  private static TrainingListener failingAtTheEnd(String message) {
    return new TrainingListener() {
      @Override
      public void onEnd(TrainingEnd end) {
        throw new IllegalStateException(message);
      }
    };
  }

  @Test
  void withoutAListenerEveryEpochIsLogged() {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord each) {
            lines.add(each.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(ProgressLog.NAME);
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.fit(DATA, Fixtures.quick(2).build());
      assertThat(lines).hasSize(4);
      assertThat(lines.get(1)).startsWith("epoch 1 of 2: train ");
      flow.fit(DATA, Fixtures.quick(2).quiet().build());
      flow.fit(DATA, Fixtures.quick(2).listener(new Notes()).build());
      assertThat(lines).as("one wants it quiet, one listens itself").hasSize(4);
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
      logger.setLevel(before);
    }
  }
}
