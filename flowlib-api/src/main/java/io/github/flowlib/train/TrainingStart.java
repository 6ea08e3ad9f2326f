package io.github.flowlib.train;

import io.github.flowlib.internal.Copies;
import java.util.List;

/**
 * What is known before the first step.
 *
 * @param epochs epochs at most
 * @param stepsPerEpoch steps in each
 * @param rows rows of training data
 * @param parameterCount trained weights of the model
 * @param stepsDone steps that an earlier run did, which this one resumes; otherwise 0
 * @param epochsDone whole epochs that it did, in order
 * @param snapshots gives copies of the model in training; to be called from methods of a listener
 */
public record TrainingStart(
    int epochs,
    long stepsPerEpoch,
    int rows,
    long parameterCount,
    long stepsDone,
    List<EpochEnd> epochsDone,
    Snapshots snapshots) {

  /**
   * Copies the list.
   *
   * @param epochs see {@link #epochs()}
   * @param stepsPerEpoch see {@link #stepsPerEpoch()}
   * @param rows see {@link #rows()}
   * @param parameterCount see {@link #parameterCount()}
   * @param stepsDone see {@link #stepsDone()}
   * @param epochsDone see {@link #epochsDone()}
   * @param snapshots see {@link #snapshots()}
   */
  public TrainingStart {
    epochsDone = Copies.of(epochsDone, "epochs that were done");
  }
}
