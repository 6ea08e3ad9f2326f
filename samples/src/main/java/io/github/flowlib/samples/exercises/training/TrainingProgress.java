package io.github.flowlib.samples.exercises.training;

import com.google.common.base.Strings;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingEnd;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingStart;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a training goes on: epoch, step rate, loss and time left. On a terminal that is a bar
 * that moves; elsewhere a line after every epoch, and one every ten seconds within long epochs.
 */
public final class TrainingProgress implements TrainingListener {

  private static final int WIDTH = 79;
  private static final int REFRESH_MILLIS = 200;
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;

  /** Weight of the newest batch in the loss that is shown; single batches jump about. */
  private static final double SMOOTHING = 0.05;

  private final String name;
  private final Console console;
  private final LongSupplier nanoTime;
  private @Nullable TrainingStart start;
  private @Nullable ProgressBar bar;
  private long began;
  private long lastLine;
  private volatile int epoch = 1;
  private volatile long stepsDone;
  private volatile double loss = Double.NaN;

  /**
   * Shows it under a name.
   *
   * @param name of the model
   * @param console to show it on
   */
  public TrainingProgress(String name, Console console) {
    this(name, console, System::nanoTime);
  }

  TrainingProgress(String name, Console console, LongSupplier nanoTime) {
    this.name = name;
    this.console = console;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onStart(TrainingStart size) {
    start = size;
    stepsDone = size.stepsDone();
    began = nanoTime.getAsLong();
    lastLine = began;
    console.line(
        "%s: %,d weights, %,d rows, %d %s of %,d steps",
        name,
        size.parameterCount(),
        size.rows(),
        size.epochs(),
        size.epochs() == 1 ? "epoch" : "epochs",
        size.stepsPerEpoch());
    if (console.terminal()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(totalSteps(size))
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .setRenderer((progress, width) -> render(size, progress.getNormalizedProgress()))
              .setConsumer(new DelegatingProgressBarConsumer(this::overwrite, WIDTH))
              .build();
    }
  }

  @Override
  public void onStep(StepEnd step) {
    stepsDone = step.step();
    epoch = step.epoch();
    loss = Double.isNaN(loss) ? step.loss() : loss + SMOOTHING * (step.loss() - loss);
    ProgressBar shown = bar;
    if (shown != null) {
      shown.stepTo(stepsDone);
    } else if (nanoTime.getAsLong() - lastLine >= LINE_EVERY_NANOS) {
      print(String.format(Locale.ROOT, "loss %.1f", loss));
    }
  }

  @Override
  public void onEpochEnd(EpochEnd end) {
    if (bar == null) {
      StringBuilder losses = new StringBuilder();
      losses.append(String.format(Locale.ROOT, "loss %.1f", end.trainLoss()));
      end.validationLoss()
          .ifPresent(
              validation ->
                  losses.append(String.format(Locale.ROOT, ", validation %.1f", validation)));
      print(losses.toString());
    }
  }

  private void print(String losses) {
    TrainingStart size = start;
    if (size != null) {
      lastLine = nanoTime.getAsLong();
      console.line("%s: epoch %d/%d, %s, %s", name, epoch, size.epochs(), losses, pace(size));
    }
  }

  /** Called by the thread of the progress bar. */
  private String render(TrainingStart size, double progress) {
    String head = String.format(Locale.ROOT, "%s epoch %d/%d [", name, epoch, size.epochs());
    String tail =
        stepsDone == size.stepsDone()
            ? "] starting"
            : String.format(Locale.ROOT, "] loss %.1f, %s", loss, pace(size));
    int length = Math.max(0, WIDTH - head.length() - tail.length());
    String done = "=".repeat((int) (progress * length));
    return head + Strings.padEnd(done, length, ' ') + tail;
  }

  private String pace(TrainingStart size) {
    double seconds = Math.max(1e-9, (nanoTime.getAsLong() - began) / 1e9);
    double rate = (stepsDone - size.stepsDone()) / seconds;
    long left = Math.round((totalSteps(size) - stepsDone) / rate);
    return String.format(
        Locale.ROOT, "%.1f steps/s, %s left", rate, clock(Duration.ofSeconds(left)));
  }

  private static long totalSteps(TrainingStart start) {
    return start.epochs() * start.stepsPerEpoch();
  }

  /**
   * A duration as clocks show it.
   *
   * @param duration up to some hours
   * @return such as {@code 1:05} or {@code 3:01:05}
   */
  public static String clock(Duration duration) {
    String minutes =
        String.format(Locale.ROOT, "%d:%02d", duration.toMinutesPart(), duration.toSecondsPart());
    return duration.toHours() == 0
        ? minutes
        : duration.toHours() + ":" + Strings.padStart(minutes, 5, '0');
  }

  private void overwrite(String text) {
    console.out().print("\r" + Strings.padEnd(text, WIDTH, ' '));
    console.out().flush();
  }

  /** Takes the bar away, so that the next line starts clean. */
  @Override
  public void onEnd(TrainingEnd end) {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.close();
      console.out().print("\r" + " ".repeat(WIDTH) + "\r");
      console.out().flush();
      bar = null;
    }
  }
}
