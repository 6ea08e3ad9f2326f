package io.github.flowlib.train;

/**
 * Hears of the progress of a training, on the thread that called {@code fit}. An exception thrown
 * here ends the training and reaches the caller; the model then has the weights it had before.
 */
public interface TrainingListener {

  /**
   * Called once, after statistics were fitted and before the first step.
   *
   * @param start the size of the work
   */
  default void onStart(TrainingStart start) {}

  /**
   * Called after every step.
   *
   * @param step the state after the step
   */
  default void onStep(StepEnd step) {}

  /**
   * Called after every epoch and its validation.
   *
   * @param epoch the state after the epoch
   */
  default void onEpochEnd(EpochEnd epoch) {}
}
