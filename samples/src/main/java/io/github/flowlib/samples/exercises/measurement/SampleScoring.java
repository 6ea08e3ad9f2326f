package io.github.flowlib.samples.exercises.measurement;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.evaluation.SampleScorer;
import io.github.flowlib.samples.exercises.evaluation.Scored;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Judges what flows draw, and says so on the console. */
public final class SampleScoring {

  /** The temperatures of the samples that are judged. */
  public static final ImmutableList<Double> TEMPERATURES = ImmutableList.of(1.0, 0.7);

  private static final long LINE_EVERY_NANOS = 5_000_000_000L;

  private SampleScoring() {}

  /** Trains the judge of a run on its own training digits. */
  public static SampleScorer train(Digits digits, long seed, Console console) {
    console.line(
        "Classifier: learns to read %,d images, to judge what models draw", digits.train().rows());
    AtomicLong lastLine = new AtomicLong(System.nanoTime());
    SampleScorer scorer =
        SampleScorer.train(
            digits.train(),
            digits.test(),
            seed,
            (epoch, epochs, loss) -> {
              // A line for every long epoch; few images are seen often, and quickly.
              if (System.nanoTime() - lastLine.get() >= LINE_EVERY_NANOS && epoch < epochs) {
                lastLine.set(System.nanoTime());
                console.line("Classifier: epoch %d/%d, loss %.3f", epoch, epochs, loss);
              }
            });
    ClassifierMetrics metrics = scorer.metrics();
    console.line(
        "Classifier: %s, reads %s of %,d test images rightly (%s)",
        TrainingProgress.clock(Duration.ofSeconds(Math.round(metrics.trainingSeconds()))),
        Formats.accuracy(metrics.testAccuracy()),
        metrics.testRows(),
        digits.source());
    return scorer;
  }

  /** The samples of one model, at every temperature from the same noise. */
  public static ImmutableList<SampleQuality> score(
      String name, FlowModel flow, SampleScorer scorer, long seed, Console console) {
    int[] labels = Measurement.isConditional(flow.spec()) ? scorer.labels() : null;
    Distribution distribution = labels == null ? flow.distribution() : flow.given(labels);
    ImmutableList.Builder<SampleQuality> result = ImmutableList.builder();
    for (double temperature : TEMPERATURES) {
      float[][] images = distribution.sample(scorer.samples(), seed, temperature);
      SampleQuality quality = scorer.score(images, labels, temperature, Scored.DRAWS);
      console.line("%s: %s", name, Formats.inWords(quality));
      result.add(quality);
    }
    return result.build();
  }
}
