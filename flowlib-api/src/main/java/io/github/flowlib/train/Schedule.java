package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.primitives.Ints;
import io.github.flowlib.internal.Copies;
import java.util.List;

/**
 * The learning rate over the steps of a training, as a factor on the peak rate.
 *
 * <p>A factor follows from the step and the epochs that have ended, and from nothing else, so a run
 * that is resumed has the same rates.
 */
public sealed interface Schedule {

  /** The factor is always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long step, long totalSteps, List<EpochEnd> ended) {
      return 1;
    }
  }

  /**
   * With w warm-up steps of n: (step + 1) / w before step w, ½ (1 + cos(π (step − w) / (n − w)))
   * from there. Linear warm-up to 1, then half a cosine towards 0, which it would reach one step
   * after the last (Loshchilov and Hutter 2017, SGDR, without restarts).
   *
   * @param warmupSteps steps until the peak, at least 0; in a short training at most a fifth of all
   *     steps
   */
  record WarmupCosine(int warmupSteps) implements Schedule {

    /**
     * Checks the argument.
     *
     * @param warmupSteps see {@link #warmupSteps()}
     * @throws IllegalArgumentException if the number is negative
     */
    public WarmupCosine {
      checkArgument(warmupSteps >= 0, "warmupSteps must be at least 0, but was %s", warmupSteps);
    }

    @Override
    public double factor(long step, long totalSteps, List<EpochEnd> ended) {
      long warmup = Math.min(warmupSteps, totalSteps / 5);
      if (step < warmup) {
        return (step + 1) / (double) warmup;
      }
      double progress = (step - warmup) / (double) Math.max(1, totalSteps - warmup);
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  }

  /**
   * decay ^ ⌊e / n⌋ when e epochs have ended: the rate falls after every n of them.
   *
   * @param everyEpochs n, at least 1
   * @param decay what the rate is multiplied by, above 0 and below 1
   */
  record StepDecay(int everyEpochs, double decay) implements Schedule {

    /**
     * Checks the arguments.
     *
     * @param everyEpochs see {@link #everyEpochs()}
     * @param decay see {@link #decay()}
     * @throws IllegalArgumentException if one is out of range
     */
    public StepDecay {
      checkArgument(everyEpochs >= 1, "everyEpochs must be at least 1, but was %s", everyEpochs);
      checkDecay(decay);
    }

    @Override
    public double factor(long step, long totalSteps, List<EpochEnd> ended) {
      return Math.pow(decay, ended.size() / everyEpochs);
    }
  }

  /**
   * decay ^ k when k of the named epochs have ended: the rate falls after each of them.
   *
   * @param epochs counted from 1, in ascending order, at least one
   * @param decay what the rate is multiplied by, above 0 and below 1
   */
  record Milestones(List<Integer> epochs, double decay) implements Schedule {

    /**
     * Checks the arguments.
     *
     * @param epochs see {@link #epochs()}
     * @param decay see {@link #decay()}
     * @throws IllegalArgumentException if the epochs do not ascend from 1 or more, or the decay is
     *     out of range
     */
    public Milestones {
      epochs = Copies.of(epochs, "epochs");
      checkArgument(!epochs.isEmpty(), "epochs must name at least 1 epoch, but were []");
      int before = 0;
      for (int epoch : epochs) {
        checkArgument(
            epoch > before,
            "epochs must be at least 1 and in ascending order, but were %s",
            epochs);
        before = epoch;
      }
      checkDecay(decay);
    }

    @Override
    public double factor(long step, long totalSteps, List<EpochEnd> ended) {
      return Math.pow(decay, epochs.stream().filter(epoch -> epoch <= ended.size()).count());
    }
  }

  /**
   * The rate is multiplied by decay whenever the validation loss was not better than the best
   * before ({@link EpochEnd#best}) for so many epochs in a row; then it begins to count anew. Needs
   * validation data.
   *
   * @param patience epochs without a better validation loss, at least 1
   * @param decay what the rate is multiplied by, above 0 and below 1
   */
  record Plateau(int patience, double decay) implements Schedule {

    /**
     * Checks the arguments.
     *
     * @param patience see {@link #patience()}
     * @param decay see {@link #decay()}
     * @throws IllegalArgumentException if one is out of range
     */
    public Plateau {
      checkArgument(patience >= 1, "patience must be at least 1 epoch, but was %s", patience);
      checkDecay(decay);
    }

    @Override
    public boolean needsValidation() {
      return true;
    }

    @Override
    public double factor(long step, long totalSteps, List<EpochEnd> ended) {
      int falls = 0;
      int waited = 0;
      for (EpochEnd epoch : ended) {
        waited = epoch.best() ? 0 : waited + 1;
        if (waited == patience) {
          falls++;
          waited = 0;
        }
      }
      return Math.pow(decay, falls);
    }
  }

  /**
   * Always the peak rate.
   *
   * @return the schedule
   */
  static Constant constant() {
    return new Constant();
  }

  /**
   * Linear warm-up, then half a cosine.
   *
   * @param warmupSteps steps until the peak, at least 0
   * @return the schedule
   */
  static WarmupCosine warmupCosine(int warmupSteps) {
    return new WarmupCosine(warmupSteps);
  }

  /**
   * The rate falls after every so many epochs.
   *
   * @param everyEpochs at least 1
   * @param decay what the rate is multiplied by, above 0 and below 1
   * @return the schedule
   */
  static StepDecay stepDecay(int everyEpochs, double decay) {
    return new StepDecay(everyEpochs, decay);
  }

  /**
   * The rate falls after the named epochs.
   *
   * @param decay what the rate is multiplied by, above 0 and below 1
   * @param epochs counted from 1, in ascending order, at least one
   * @return the schedule
   */
  static Milestones milestones(double decay, int... epochs) {
    return new Milestones(Ints.asList(checkNotNull(epochs, "epochs must not be null")), decay);
  }

  /**
   * The rate falls whenever the validation loss has not been better for some epochs.
   *
   * @param patience epochs without a better validation loss, at least 1
   * @param decay what the rate is multiplied by, above 0 and below 1
   * @return the schedule
   */
  static Plateau plateau(int patience, double decay) {
    return new Plateau(patience, decay);
  }

  /**
   * The factor for one step.
   *
   * @param step the step, counted from 0
   * @param totalSteps all steps of the training
   * @param ended the epochs that have ended before this step, in order
   * @return a factor in (0, 1]
   */
  double factor(long step, long totalSteps, List<EpochEnd> ended);

  /**
   * Whether the factor depends on validation losses.
   *
   * @return true if a training with this schedule must have validation data
   */
  default boolean needsValidation() {
    return false;
  }

  private static void checkDecay(double decay) {
    checkArgument(decay > 0 && decay < 1, "decay must be above 0 and below 1, but was %s", decay);
  }
}
