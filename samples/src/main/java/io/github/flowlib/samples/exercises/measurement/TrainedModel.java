package io.github.flowlib.samples.exercises.measurement;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.evaluation.SampleScorer;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import io.github.flowlib.train.TrainingReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

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
public record TrainedModel(
    ModelMetrics metrics,
    double[] testLogProb,
    float[][] samples,
    float[][] cooled,
    Path directory) {

  /** Factors on the noise, from the model itself to its most typical images. */
  public static final ImmutableList<Double> TEMPERATURES =
      ImmutableList.of(1.0, 0.8, 0.6, 0.4, 0.2);

  private static final int SAMPLES = 100;
  private static final int COOLED = 11;

  /** Image by image with another one that was judged on the same images. */
  public Comparison comparedWith(TrainedModel other, Digits digits) {
    return Comparison.of(
        metrics.name(),
        testLogProb,
        other.metrics.name(),
        other.testLogProb,
        digits.test().dimension());
  }

  /**
   * Measures a model that was trained, lets it draw, and tells of it.
   *
   * @param flow that was trained
   * @param report of its training
   * @param digits that it was trained and is judged on
   * @param seed of its training, and of what it draws
   * @param directory where it was saved
   * @param console hears of the figures
   * @param scorer judges what it draws, if there is one
   * @return what is left when the model is closed
   */
  public static TrainedModel of(
      FlowModel flow,
      TrainingReport report,
      Digits digits,
      long seed,
      Path directory,
      Console console,
      Optional<SampleScorer> scorer) {
    String name = ModelName.of(flow.spec());
    Measurement test = Measurement.of(name, flow, digits, report, seed);
    ModelMetrics metrics = test.metrics();
    console.line(
        "%s: %s, best epoch %d of %d, test %.1f nats = %.3f bits/dim",
        name,
        TrainingProgress.clock(Duration.ofSeconds(Math.round(report.seconds()))),
        report.bestEpoch(),
        report.epochs().size(),
        metrics.testLogLikelihood(),
        metrics.testBitsPerDimension());
    if (scorer.isPresent()) {
      metrics =
          metrics.withSampleQuality(SampleScoring.score(name, flow, scorer.get(), seed, console));
    }
    return new TrainedModel(
        metrics, test.testLogProb(), samples(flow, seed), cooled(flow, seed), directory);
  }

  private static float[][] samples(FlowModel flow, long seed) {
    int each = SAMPLES / Digits.CLASSES;
    return Measurement.isConditional(flow.spec())
        ? flow.given(IntStream.range(0, SAMPLES).map(i -> i / each).toArray()).sample(SAMPLES, seed)
        : flow.distribution().sample(SAMPLES, seed);
  }

  private static float[][] cooled(FlowModel flow, long seed) {
    boolean conditional = Measurement.isConditional(flow.spec());
    int count = conditional ? Digits.CLASSES : COOLED;
    Distribution distribution =
        conditional ? flow.given(IntStream.range(0, count).toArray()) : flow.distribution();
    return TEMPERATURES.stream()
        .flatMap(temperature -> Arrays.stream(distribution.sample(count, seed, temperature)))
        .toArray(float[][]::new);
  }
}
