package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.evaluation.SampleScorer;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a model after its training. The model itself is closed, because it holds native
 * memory; it can be loaded again.
 *
 * @param metrics its figures
 * @param testLogProb see {@link Measurement#testLogProb()}
 * @param samples {@value #SAMPLES} images it made; a conditional model made ten of every digit, in
 *     the order of digits
 * @param cooled for each of {@link #TEMPERATURES} as many images from the same noise; of a
 *     conditional model every digit once
 * @param directory where it was saved
 */
record TrainedModel(
    ModelMetrics metrics,
    double[] testLogProb,
    float[][] samples,
    float[][] cooled,
    Path directory) {

  /** Factors on the noise, from the model itself to its most typical images. */
  static final ImmutableList<Double> TEMPERATURES = ImmutableList.of(1.0, 0.8, 0.6, 0.4, 0.2);

  private static final int SAMPLES = 100;
  private static final int COOLED = 11;

  static TrainedModel train(
      String name, FlowSpec spec, Digits digits, FitOptions fit, Path directory, Console console)
      throws IOException {
    return train(name, spec, digits, fit, directory, console, null);
  }

  /** Image by image with another one that was judged on the same images. */
  Comparison comparedWith(TrainedModel other, Digits digits) {
    return Comparison.of(
        metrics.name(),
        testLogProb,
        other.metrics.name(),
        other.testLogProb,
        digits.test().dimension());
  }

  /** Trains a model and judges what it draws, if there is a scorer. */
  static TrainedModel train(
      String name,
      FlowSpec spec,
      Digits digits,
      FitOptions fit,
      Path directory,
      Console console,
      @Nullable SampleScorer scorer)
      throws IOException {
    try (FlowModel flow = Models.create(spec, fit.seed())) {
      TrainingReport report;
      try (TrainingProgress progress = new TrainingProgress(name, console)) {
        report =
            flow.fit(
                digits.train(),
                fit.training().validation(digits.validation()).listener(progress).build());
      }
      flow.save(directory);
      Measurement test = Measurement.of(name, flow, digits, report, fit.seed());
      console.line(
          "%s: %s, best epoch %d of %d, test %.1f nats = %.3f bits/dim",
          name,
          TrainingProgress.clock(Duration.ofSeconds(Math.round(report.seconds()))),
          report.bestEpoch(),
          report.epochs().size(),
          test.metrics().testLogLikelihood(),
          test.metrics().testBitsPerDimension());
      ModelMetrics metrics = test.metrics();
      if (scorer != null) {
        metrics =
            metrics.withSampleQuality(SampleScoring.score(name, flow, scorer, fit.seed(), console));
      }
      return new TrainedModel(
          metrics,
          test.testLogProb(),
          samples(flow, fit.seed()),
          cooled(flow, fit.seed()),
          directory);
    }
  }

  private static float[][] samples(FlowModel flow, long seed) {
    int each = SAMPLES / Digits.CLASSES;
    return Measurement.isConditional(flow.spec())
        ? flow.given(IntStream.range(0, SAMPLES).map(i -> i / each).toArray()).sample(SAMPLES, seed)
        : flow.sample(SAMPLES, seed);
  }

  private static float[][] cooled(FlowModel flow, long seed) {
    boolean conditional = Measurement.isConditional(flow.spec());
    int count = conditional ? Digits.CLASSES : COOLED;
    Distribution distribution =
        conditional ? flow.given(IntStream.range(0, count).toArray()) : flow;
    return TEMPERATURES.stream()
        .flatMap(temperature -> Arrays.stream(distribution.sample(count, seed, temperature)))
        .toArray(float[][]::new);
  }
}
