package io.github.flowlib.samples.exercises.evaluation;

/** Hears how the training of a classifier goes on. */
@FunctionalInterface
public interface ClassifierProgress {

  /**
   * Called after every epoch.
   *
   * @param epoch counted from 1
   * @param epochs of the training
   * @param loss mean cross-entropy over the epoch, in nats, while the weights were moving
   */
  void onEpoch(int epoch, int epochs, double loss);
}
