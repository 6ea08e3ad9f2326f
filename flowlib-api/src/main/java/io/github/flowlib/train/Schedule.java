package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkArgument;

/** The learning rate over the steps of a training, as a factor on the peak rate. */
public sealed interface Schedule {

  /** The factor is always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long step, long totalSteps) {
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
    public double factor(long step, long totalSteps) {
      long warmup = Math.min(warmupSteps, totalSteps / 5);
      if (step < warmup) {
        return (step + 1) / (double) warmup;
      }
      double progress = (step - warmup) / (double) Math.max(1, totalSteps - warmup);
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  }

  /**
   * The factor for one step.
   *
   * @param step the step, counted from 0
   * @param totalSteps all steps of the training
   * @return a factor in (0, 1]
   */
  double factor(long step, long totalSteps);
}
