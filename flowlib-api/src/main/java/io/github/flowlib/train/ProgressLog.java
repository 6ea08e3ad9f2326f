package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkNotNull;

import io.github.flowlib.internal.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Logs a line for every epoch, with its losses and about how long the rest takes:
 *
 * <pre>
 * epoch 3 of 30: train 1.4121 nats, validation 1.4387 (best), about 41 s left
 * </pre>
 *
 * <p>The default of a {@link Training} to which no other listener was added. Lines have the level
 * {@code INFO}, and a training that fails ends with one of the level {@code WARNING}. The {@link
 * System.Logger} is named {@value #NAME}: with it, the logging of an application turns the lines on
 * and off, and {@link Training.Builder#quiet()} leaves them out.
 */
public final class ProgressLog implements TrainingListener {

  /** The name of the logger. */
  public static final String NAME = "io.github.flowlib.train";

  private final Logger logger;
  private @Nullable TrainingStart start;

  private ProgressLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * A log by the logger {@value #NAME}.
   *
   * @return a listener for one training at a time
   */
  public static ProgressLog toSystemLogger() {
    return to(Loggers.of(NAME));
  }

  /**
   * A log by another logger.
   *
   * @param logger takes the lines
   * @return a listener for one training at a time
   */
  public static ProgressLog to(Logger logger) {
    return new ProgressLog(checkNotNull(logger, "logger must not be null"));
  }

  @Override
  public void onStart(TrainingStart start) {
    this.start = start;
    log(
        Level.INFO,
        "training %,d weights on %,d rows: %d epochs of %,d steps%s",
        start.parameterCount(),
        start.rows(),
        start.epochs(),
        start.stepsPerEpoch(),
        start.stepsDone() == 0
            ? ""
            : String.format(Locale.ROOT, ", resumed after step %,d", start.stepsDone()));
  }

  @Override
  public void onEpochEnd(EpochEnd epoch) {
    TrainingStart begun = checkNotNull(start, "onStart must be called first");
    int left = begun.epochs() - epoch.epoch();
    log(
        Level.INFO,
        "epoch %d of %d: train %.4f nats%s%s",
        epoch.epoch(),
        begun.epochs(),
        epoch.trainLoss(),
        epoch.validationLoss().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                ", validation %.4f%s",
                epoch.validationLoss().getAsDouble(),
                epoch.best() ? " (best)" : ""),
        left == 0
            ? ""
            : String.format(
                Locale.ROOT, ", about %s left", duration(epoch.seconds() / epoch.epoch() * left)));
  }

  @Override
  public void onEnd(TrainingEnd end) {
    end.report()
        .ifPresent(
            report ->
                log(
                    Level.INFO,
                    "trained %,d steps in %s%s; the weights are those %s",
                    report.steps(),
                    duration(report.seconds()),
                    report.stoppedEarly() ? ", stopped early" : "",
                    report.bestEpoch() == 0
                        ? "of the start, which no epoch beat"
                        : "of epoch " + report.bestEpoch()));
    end.failure().ifPresent(failure -> log(Level.WARNING, "training failed: %s", failure));
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 100) {
      return whole + " s";
    }
    return whole < 6000 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
  }

  private void log(Level level, String format, Object... values) {
    if (logger.isLoggable(level)) {
      logger.log(level, String.format(Locale.ROOT, format, values));
    }
  }
}
