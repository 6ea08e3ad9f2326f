package io.github.flowlib.samples.exercises.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingEnd;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong time = new AtomicLong();

  private String run(boolean terminal, int secondsPerStep) {
    Console console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    TrainingProgress progress = new TrainingProgress("Flow", console, time::get);
    progress.onStart(
        new TrainingStart(
            2,
            3,
            700,
            12345,
            0,
            ImmutableList.of(),
            new Snapshots() {
              @Override
              public <M extends AutoCloseable> M take(Class<M> type) {
                throw new AssertionError("progress looks at no model");
              }
            }));
    for (int step = 1; step <= 6; step++) {
      int epoch = (step + 2) / 3;
      time.addAndGet(secondsPerStep * 1_000_000_000L);
      progress.onStep(new StepEnd(step, epoch, 1000.04 - step, 1, 1e-3));
      if (step % 3 == 0) {
        progress.onEpochEnd(
            new EpochEnd(epoch, 1001, OptionalDouble.of(999.5), true, 1e-3, 1, step));
      }
    }
    progress.onEnd(TrainingEnd.of(new TrainingReport(ImmutableList.of(), 0, false, 6, 1)));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileGetsALineForEveryEpoch() {
    assertThat(run(false, 1).lines())
        .containsExactly(
            "Flow: 12,345 weights, 700 rows, 2 epochs of 3 steps",
            "Flow: epoch 1/2, loss 1001.0, validation 999.5, 1.0 steps/s, 0:03 left",
            "Flow: epoch 2/2, loss 1001.0, validation 999.5, 1.0 steps/s, 0:00 left");
  }

  @Test
  void longEpochsGetALineEveryTenSeconds() {
    assertThat(run(false, 10).lines())
        .hasSize(9)
        .contains("Flow: epoch 1/2, loss 999.0, 0.1 steps/s, 0:50 left")
        .noneMatch(line -> line.contains("\r"));
  }

  @Test
  void aTerminalGetsABarThatIsTakenAway() {
    assertThat(run(true, 1)).contains("\rFlow").endsWith(" \r").doesNotContain("validation");
  }

  @Test
  void durationsReadLikeClocks() {
    assertThat(TrainingProgress.clock(Duration.ofSeconds(65))).isEqualTo("1:05");
    assertThat(TrainingProgress.clock(Duration.ofSeconds(3 * 3600 + 65))).isEqualTo("3:01:05");
  }
}
