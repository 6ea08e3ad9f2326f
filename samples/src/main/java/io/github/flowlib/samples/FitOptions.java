package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.RealNVP;
import io.github.flowlib.train.Training;

/**
 * How the models of an exercise are trained.
 *
 * @param epochs passes over the training data
 * @param batchSize rows in a step
 * @param learningRate the peak rate
 * @param seed of weights, order of rows, noise and samples
 * @param hidden units of the hidden layers of every network; empty for the preset's own
 */
public record FitOptions(
    int epochs, int batchSize, double learningRate, long seed, ImmutableList<Integer> hidden) {

  /** What the library itself does when it is not told otherwise. */
  public static final FitOptions DEFAULTS = defaults(Training.builder().build());

  /**
   * Checks the arguments by the library's own rules.
   *
   * @param epochs see {@link #epochs()}
   * @param batchSize see {@link #batchSize()}
   * @param learningRate see {@link #learningRate()}
   * @param seed see {@link #seed()}
   * @param hidden see {@link #hidden()}
   * @throws IllegalArgumentException if one is out of range
   */
  public FitOptions {
    builder(epochs, batchSize, learningRate, seed).build();
    RealNVP.builder().hidden(Ints.toArray(hidden));
  }

  private static FitOptions defaults(Training training) {
    return new FitOptions(
        training.epochs(),
        training.batchSize(),
        training.learningRate(),
        training.seed(),
        ImmutableList.of());
  }

  /**
   * The same in the library's terms.
   *
   * @return a builder, to be completed with validation data and listeners
   */
  public Training.Builder training() {
    return builder(epochs, batchSize, learningRate, seed);
  }

  private static Training.Builder builder(int epochs, int batchSize, double rate, long seed) {
    return Training.builder().epochs(epochs).batchSize(batchSize).learningRate(rate).seed(seed);
  }
}
