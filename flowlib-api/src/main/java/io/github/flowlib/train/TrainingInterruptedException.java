package io.github.flowlib.train;

/**
 * The thread that trained was interrupted. The model has the best weights from before; if there are
 * none yet, those it had before {@code fit}. The thread is still marked as interrupted. With {@link
 * Checkpoints} the state at {@link #step()} was written. Where the thread waited for another
 * training, nothing was written, and the model is as that one leaves it.
 */
public final class TrainingInterruptedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Steps that were done. */
  private final long step;

  /**
   * A new exception.
   *
   * @param step steps that were done
   * @param message what happened
   */
  public TrainingInterruptedException(long step, String message) {
    super(message);
    this.step = step;
  }

  /**
   * Steps that were done.
   *
   * @return at least 0
   */
  public long step() {
    return step;
  }
}
