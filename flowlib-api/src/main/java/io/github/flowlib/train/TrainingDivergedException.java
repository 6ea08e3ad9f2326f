package io.github.flowlib.train;

/**
 * A loss or gradient was NaN or infinite. The model has the best weights from before; if there are
 * none yet, those it had before {@code fit}.
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The step at which it was noticed, counted from 1. */
  private final long step;

  /**
   * A new exception.
   *
   * @param step the step at which it was noticed, counted from 1
   * @param message what was not finite, and what to do
   */
  public TrainingDivergedException(long step, String message) {
    super(message);
    this.step = step;
  }

  /**
   * The step at which it was noticed.
   *
   * @return counted from 1
   */
  public long step() {
    return step;
  }
}
