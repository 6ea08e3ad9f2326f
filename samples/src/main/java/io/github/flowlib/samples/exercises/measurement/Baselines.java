package io.github.flowlib.samples.exercises.measurement;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.baseline.ClassHistograms;
import io.github.flowlib.samples.exercises.baseline.IndependentHistogram;
import io.github.flowlib.samples.exercises.baseline.LogitGaussian;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Trivial models on the same images, to stand beside every result. */
public final class Baselines {

  private Baselines() {}

  /** Independent pixels first, then the same per class, if every class is there to be counted. */
  public static ImmutableList<BaselineMetrics> histograms(Digits digits, Console console) {
    ImmutableList.Builder<BaselineMetrics> baselines = ImmutableList.builder();
    Dataset train = digits.train();
    Dataset test = digits.test();
    Stopwatch time = Stopwatch.createStarted();
    double[] independent = IndependentHistogram.fit(train).logProb(test);
    baselines.add(
        BaselineMetrics.of(
            "Independent pixels (histogram)",
            seconds(time),
            Evaluation.of(independent, test.dimension())));
    long classes = Arrays.stream(train.labels()).distinct().count();
    if (classes == Digits.CLASSES) {
      time.reset().start();
      double[] perClass = ClassHistograms.fit(train, Digits.CLASSES).logMarginal(test);
      baselines.add(
          BaselineMetrics.of(
              "Independent pixels per class, marginal",
              seconds(time),
              Evaluation.of(perClass, test.dimension())));
    } else {
      console.line(
          "No baseline per class: it needs training images of all %d digits, not of %d.",
          Digits.CLASSES, classes);
    }
    return baselines.build();
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
