package io.github.flowlib.tf.internal.train;

import io.github.flowlib.tf.internal.store.Origin;
import io.github.flowlib.train.EpochEnd;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a checkpoint knows of a training, beside its arrays.
 *
 * @param step steps that were done
 * @param startLoss validation loss of the weights that the run began with, if epochs have to be
 *     better; empty in checkpoints of earlier versions as well, whose runs had no such rival
 * @param bestEpoch counted from 1; 0 before the first, and while the weights of the start are best
 * @param epochs the history
 * @param lossSum over the rows of the epoch that has begun
 * @param gradientNormSum over the steps of the epoch that has begun
 * @param seconds of all runs so far
 * @param origin of the weights that the run began with
 */
record TrainingState(
    long step,
    OptionalDouble startLoss,
    int bestEpoch,
    List<EpochEnd> epochs,
    double lossSum,
    double gradientNormSum,
    double seconds,
    Origin origin) {

  /** Whether there are best weights. */
  boolean hasBest() {
    return bestEpoch > 0 || startLoss.isPresent();
  }
}
