package io.github.flowlib.samples.exercises.measurement;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.baseline.ClassHistograms;
import io.github.flowlib.samples.exercises.baseline.GaussianCopula;
import io.github.flowlib.samples.exercises.baseline.IndependentHistogram;
import io.github.flowlib.samples.exercises.baseline.LogitGaussian;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Trivial models on the same images, to stand beside every result. */
public final class Baselines {

  private Baselines() {}

  /**
   * Models without a network.
   *
   * @param metrics their figures, independent pixels first
   * @param copula the best of them; empty if there are too few images for it
   */
  public record Trivial(ImmutableList<BaselineMetrics> metrics, Optional<GaussianCopula> copula) {}

  /**
   * Independent pixels first, then the same per class, if every class is there to be counted, and
   * the Gaussian copula, if there are images enough for a covariance.
   *
   * @param digits the data
   * @param seed of the copula's noise
   * @param console hears of what is left out
   * @return the models
   */
  public static Trivial trivial(Digits digits, long seed, Console console) {
    ImmutableList.Builder<BaselineMetrics> baselines = ImmutableList.builder();
    Dataset train = digits.train();
    Dataset test = digits.test();
    Stopwatch time = Stopwatch.createStarted();
    double[] independent = IndependentHistogram.fit(train).logProb(test);
    baselines.add(metrics("Independent pixels (histogram)", time, independent, test));
    long classes = Arrays.stream(train.labels()).distinct().count();
    if (classes == Digits.CLASSES) {
      time.reset().start();
      double[] perClass = ClassHistograms.fit(train, Digits.CLASSES).logMarginal(test);
      baselines.add(metrics("Independent pixels per class, marginal", time, perClass, test));
    } else {
      console.line(
          "No baseline per class: it needs training images of all %d digits, not of %d.",
          Digits.CLASSES, classes);
    }
    if (train.rows() <= train.dimension()) {
      console.line(
          "No Gaussian copula: its covariance needs more than %d training images, not %d.",
          train.dimension(), train.rows());
      return new Trivial(baselines.build(), Optional.empty());
    }
    time.reset().start();
    GaussianCopula copula = GaussianCopula.fit(train, seed);
    // Other noise than that of the fit, so that equal images are not scored on what was fitted.
    baselines.add(metrics("Gaussian copula", time, copula.logProb(test, seed + 1), test));
    return new Trivial(baselines.build(), Optional.of(copula));
  }

  private static BaselineMetrics metrics(
      String name, Stopwatch time, double[] logProb, Dataset test) {
    return BaselineMetrics.of(name, seconds(time), Evaluation.of(logProb, test.dimension()));
  }

  /** The papers' own baseline, and a check of the logit; empty if there are too few images. */
  public static ImmutableList<BaselineMetrics> gaussian(Digits digits, long seed, Console console) {
    Dataset train = digits.train();
    if (train.rows() <= train.dimension()) {
      console.line(
          "No Gaussian baseline: its covariance needs more than %d training images, not %d.",
          train.dimension(), train.rows());
      return ImmutableList.of();
    }
    Stopwatch time = Stopwatch.createStarted();
    Evaluation gaussian = LogitGaussian.evaluate(train, digits.test(), Preprocessing.ALPHA, seed);
    return ImmutableList.of(
        BaselineMetrics.of("Gaussian, full covariance", seconds(time), gaussian));
  }

  private static double seconds(Stopwatch time) {
    return time.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
  }
}
