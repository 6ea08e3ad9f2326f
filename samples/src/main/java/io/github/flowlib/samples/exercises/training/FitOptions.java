package io.github.flowlib.samples.exercises.training;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.DenseFlowBuilder;
import io.github.flowlib.samples.console.Names;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.train.Precision;
import io.github.flowlib.train.Training;

/**
 * How the models of an exercise are trained.
 *
 * @param epochs passes over the training data
 * @param batchSize rows in a step
 * @param learningRate the peak rate
 * @param seed of weights, order of rows, noise and samples
 * @param hidden units of the hidden layers of every network; empty for the preset's own
 * @param precision of the products
 */
public record FitOptions(
    int epochs,
    int batchSize,
    double learningRate,
    long seed,
    ImmutableList<Integer> hidden,
    Precision precision) {

  /** What the library itself does when it is not told otherwise. */
  public static final FitOptions DEFAULTS = defaults(Training.builder().build());

  /**
   * Checks the arguments.
   *
   * @param epochs see {@link #epochs()}
   * @param batchSize see {@link #batchSize()}
   * @param learningRate see {@link #learningRate()}
   * @param seed see {@link #seed()}
   * @param hidden see {@link #hidden()}
   * @param precision see {@link #precision()}
   * @throws SettingException if one is out of range
   */
  public FitOptions {
    SettingException.checkAtLeast(1, "epochs", epochs);
    SettingException.checkAtLeast(1, "batchSize", batchSize);
    SettingException.checkPositive("learningRate", learningRate);
    SettingException.check(
        hidden.stream().allMatch(units -> units >= 1),
        "hidden",
        "must have at least 1 unit each, but were %s",
        hidden);
  }

  /**
   * With exact products.
   *
   * @param epochs see {@link #epochs()}
   * @param batchSize see {@link #batchSize()}
   * @param learningRate see {@link #learningRate()}
   * @param seed see {@link #seed()}
   * @param hidden see {@link #hidden()}
   * @throws SettingException if one is out of range
   */
  public FitOptions(
      int epochs, int batchSize, double learningRate, long seed, ImmutableList<Integer> hidden) {
    this(epochs, batchSize, learningRate, seed, hidden, Precision.EXACT);
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
   * Reads a precision.
   *
   * @param name in any case
   * @return the precision
   * @throws SettingException if there is none of that name
   */
  public static Precision parsePrecision(String name) {
    return Names.parse(Precision.values(), name, "precision", "must be one of %s, but was '%s'");
  }

  /**
   * The same in the library's terms.
   *
   * @return a builder, to be completed with validation data and listeners
   */
  public Training.Builder training() {
    return Training.builder()
        .epochs(epochs)
        .batchSize(batchSize)
        .learningRate(learningRate)
        .seed(seed)
        .precision(precision);
  }

  /**
   * Names the hidden layers of a flow, if they are named here.
   *
   * @param <B> the builder
   * @param builder of any preset with dense networks
   * @return the builder
   */
  public <B extends DenseFlowBuilder<B>> B withHidden(B builder) {
    return hidden.isEmpty() ? builder : builder.hidden(Ints.toArray(hidden));
  }
}
