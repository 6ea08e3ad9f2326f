package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

/**
 * How a training ended: with a report, or with what {@code fit} is about to throw.
 *
 * @param report the history; empty if the training failed
 * @param failure such as {@link TrainingDivergedException}, {@link TrainingInterruptedException} or
 *     an exception of a listener; empty if the training came to its end
 */
public record TrainingEnd(Optional<TrainingReport> report, Optional<Throwable> failure) {

  /**
   * Checks the arguments.
   *
   * @param report see {@link #report()}
   * @param failure see {@link #failure()}
   * @throws IllegalArgumentException if there are both or neither
   */
  public TrainingEnd {
    checkNotNull(report, "report must not be null");
    checkNotNull(failure, "failure must not be null");
    checkArgument(
        report.isPresent() != failure.isPresent(),
        "a training must end with a report or a failure, but has %s",
        report.isPresent() ? "both" : "neither");
  }

  /**
   * It came to its end, or early stopping ended it.
   *
   * @param report the history
   * @return the end
   */
  public static TrainingEnd of(TrainingReport report) {
    return new TrainingEnd(Optional.of(report), Optional.empty());
  }

  /**
   * It failed.
   *
   * @param failure what {@code fit} throws
   * @return the end
   */
  public static TrainingEnd of(Throwable failure) {
    return new TrainingEnd(Optional.empty(), Optional.of(failure));
  }
}
