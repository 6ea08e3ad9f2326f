package io.github.flowlib.train;

/**
 * Hears of the progress of a training, on the thread that called {@code fit}. An exception thrown
 * here ends the training and reaches the caller; the model then has the weights it had before, or
 * from {@link #onEnd} its new ones.
 */
public interface TrainingListener {

  /**
   * Called once, after statistics were fitted and before the first step; not if there are no
   * weights to train.
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

  /**
   * Called once after {@link #onStart}, whatever happened since, also where {@code onStart} itself
   * failed: the place to close what was opened there. The model has the weights that it will have
   * when {@code fit} returns or throws. An exception thrown here reaches the caller of {@code fit};
   * where the training had failed already, it is a suppressed one.
   *
   * @param end the report, or what {@code fit} is about to throw
   */
  default void onEnd(TrainingEnd end) {}
}
