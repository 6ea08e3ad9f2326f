package io.github.flowlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ProgressLogTest {

  /** Keeps what it is told, with the level before it. */
  private static final class Recorder implements System.Logger {

    private final List<String> lines = new ArrayList<>();
    private final Level least;

    private Recorder(Level least) {
      this.least = least;
    }

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= least.getSeverity();
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      lines.add(level + " " + message);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      lines.add(level + " " + format);
    }
  }

  private static TrainingStart start(int epochs, long stepsDone) {
    return new TrainingStart(epochs, 196, 50_000, 1_234_567, stepsDone, List.of(), null);
  }

  private static EpochEnd epoch(
      int number, OptionalDouble validation, boolean best, double seconds) {
    return new EpochEnd(number, 1.41212, validation, best, 1e-3, 1, seconds);
  }

  @Test
  void everyEpochIsALine() {
    Recorder recorder = new Recorder(System.Logger.Level.INFO);
    ProgressLog log = ProgressLog.to(recorder);
    log.onStart(start(3, 0));
    log.onStep(new StepEnd(1, 1, 2, 1, 1e-3));
    log.onEpochEnd(epoch(1, OptionalDouble.of(1.43871), true, 40));
    log.onEpochEnd(epoch(2, OptionalDouble.of(1.5), false, 80));
    log.onEpochEnd(epoch(3, OptionalDouble.empty(), true, 120));
    log.onEnd(TrainingEnd.of(new TrainingReport(List.of(), 1, true, 588, 120)));
    assertThat(recorder.lines)
        .containsExactly(
            "INFO training 1,234,567 weights on 50,000 rows: 3 epochs of 196 steps",
            "INFO epoch 1 of 3: train 1.4121 nats, validation 1.4387 (best), about 80 s left",
            "INFO epoch 2 of 3: train 1.4121 nats, validation 1.5000, about 40 s left",
            "INFO epoch 3 of 3: train 1.4121 nats",
            "INFO trained 588 steps in 2 min, stopped early; the weights are those of epoch 1");
  }

  @Test
  void aModelThatKeepsItsWeightsIsNotSaidToHaveThoseOfAnEpoch() {
    Recorder recorder = new Recorder(System.Logger.Level.INFO);
    ProgressLog log = ProgressLog.to(recorder);
    log.onEnd(TrainingEnd.of(new TrainingReport(List.of(), 0, true, 588, 50)));
    assertThat(recorder.lines)
        .containsExactly(
            "INFO trained 588 steps in 50 s, stopped early; the weights are those of the start, which"
                + " no epoch beat");
  }

  /** What an earlier run did took seconds too, which the history counts. */
  @Test
  void aResumedTrainingSaysSo() {
    Recorder recorder = new Recorder(System.Logger.Level.INFO);
    ProgressLog log = ProgressLog.to(recorder);
    log.onStart(start(200, 9_800));
    log.onEpochEnd(epoch(51, OptionalDouble.empty(), true, 5_100));
    assertThat(recorder.lines)
        .containsExactly(
            "INFO training 1,234,567 weights on 50,000 rows: 200 epochs of 196 steps, resumed after"
                + " step 9,800",
            "INFO epoch 51 of 200: train 1.4121 nats, about 4 h left");
  }

  @Test
  void aFailureIsAWarning() {
    Recorder recorder = new Recorder(System.Logger.Level.WARNING);
    ProgressLog log = ProgressLog.to(recorder);
    log.onStart(start(3, 0));
    log.onEnd(TrainingEnd.of(new IllegalStateException("the disk is full")));
    assertThat(recorder.lines)
        .as("nothing but warnings is wanted")
        .containsExactly(
            "WARNING training failed: java.lang.IllegalStateException: the disk is full");
  }

  @Test
  void theLoggerMustBeThere() {
    assertThatNullPointerException()
        .isThrownBy(() -> ProgressLog.to(null))
        .withMessage("logger must not be null");
  }
}
