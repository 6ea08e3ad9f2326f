package io.github.flowlib.train;

import io.github.flowlib.internal.Copies;
import java.util.List;

/**
 * The history of a training.
 *
 * @param epochs what was known after each epoch, in order; empty if the model has statistics to fit
 *     but no weights to train
 * @param bestEpoch the epoch (from 1) whose weights the model now has; without validation data the
 *     last. 0 if there was none, and if the model keeps the weights that {@code fit} started from,
 *     because no epoch of a further {@code fit} had a better validation loss than they
 * @param stoppedEarly true if early stopping ended the training before its last epoch
 * @param steps all steps
 * @param seconds wall-clock time, validation included
 */
public record TrainingReport(
    List<EpochEnd> epochs, int bestEpoch, boolean stoppedEarly, long steps, double seconds) {

  /**
   * Copies the list.
   *
   * @param epochs see {@link #epochs()}
   * @param bestEpoch see {@link #bestEpoch()}
   * @param stoppedEarly see {@link #stoppedEarly()}
   * @param steps see {@link #steps()}
   * @param seconds see {@link #seconds()}
   */
  public TrainingReport {
    epochs = Copies.of(epochs, "epochs");
  }
}
