package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where and how often a training writes its whole state, so that a run that was killed can go on.
 *
 * <pre>{@code
 * Training.builder().checkpoints(Checkpoints.in(directory).resumed())
 * }</pre>
 *
 * <p>A checkpoint holds the weights, the state of the optimizer, the best weights so far and the
 * history. A run that resumes ends with the same bits as one that was never interrupted, on the
 * same machine with the same number of threads: the order of rows and all noise follow from the
 * seed and the step. Each checkpoint is a directory {@code checkpoint-STEP} that appears whole or
 * not at all; its size is about four times that of the weights, five with averaged ones. Beside
 * them, {@value #BEST} is a saved model with the best weights so far, which {@link
 * io.github.flowlib.Models} loads; it is there once an epoch has ended, and replaced when a
 * checkpoint knows better ones. A further {@code fit} with validation data begins with those that
 * it starts from.
 *
 * <p>A resumed run must be the same run: {@code fit} compares the model, the settings and SHA-256
 * sums of the data with those of the checkpoint, and names what differs. So a run that has ended
 * cannot be made longer: with more epochs its learning rates would have been others. When the
 * newest checkpoint is damaged, it logs a warning and takes the one before.
 *
 * @param directory of the checkpoints of one run; created if missing
 * @param everySteps steps from one to the next; if empty, the steps of an epoch. There is one after
 *     the last step of every epoch as well
 * @param keep how many of the newest stay; each holds the best weights so far
 * @param resume true: go on from the newest in the directory, or begin if there is none; false: a
 *     directory that holds checkpoints is refused
 */
public record Checkpoints(Path directory, OptionalInt everySteps, int keep, boolean resume) {

  /** The name of the model with the best weights so far, in the directory. */
  public static final String BEST = "best";

  /**
   * Checks the arguments.
   *
   * @param directory see {@link #directory()}
   * @param everySteps see {@link #everySteps()}
   * @param keep see {@link #keep()}
   * @param resume see {@link #resume()}
   * @throws IllegalArgumentException if {@code everySteps} or {@code keep} is below 1
   */
  public Checkpoints {
    checkNotNull(directory, "directory of checkpoints must not be null");
    checkNotNull(everySteps, "everySteps must not be null");
    everySteps.ifPresent(
        steps -> checkArgument(steps >= 1, "everySteps must be at least 1, but was %s", steps));
    checkArgument(keep >= 1, "keep must be at least 1 checkpoint, but was %s", keep);
  }

  /**
   * After every epoch; keeps the newest two.
   *
   * @param directory see {@link #directory()}
   * @return the settings of a run that begins
   */
  public static Checkpoints in(Path directory) {
    return new Checkpoints(directory, OptionalInt.empty(), 2, false);
  }

  /**
   * The same, more often or less than once in an epoch.
   *
   * @param steps at least 1
   * @return a copy
   */
  public Checkpoints withEverySteps(int steps) {
    return new Checkpoints(directory, OptionalInt.of(steps), keep, resume);
  }

  /**
   * The same with another number of checkpoints that stay.
   *
   * @param newest at least 1; with 1 there is none to fall back on if it is damaged
   * @return a copy
   */
  public Checkpoints withKeep(int newest) {
    return new Checkpoints(directory, everySteps, newest, resume);
  }

  /**
   * The same for a run that goes on where its newest checkpoint is, and begins if there is none.
   *
   * @return a copy
   */
  public Checkpoints resumed() {
    return new Checkpoints(directory, everySteps, keep, true);
  }
}
