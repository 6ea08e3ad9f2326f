package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.TransformSpec;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a model after its training. The model itself is closed, because it holds native
 * memory; it can be loaded again.
 *
 * @param metrics its figures
 * @param testLogProb log p of every test image, in nats
 * @param samples images it made
 * @param cooled for each of {@link #TEMPERATURES} a row of {@value #COOLED} images from the same
 *     noise
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

  /** Images at each temperature. */
  static final int COOLED = 11;

  private static final int SAMPLES = 64;

  static TrainedModel train(
      String name, FlowSpec spec, Digits digits, FitOptions fit, Path directory, Console console)
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
      double[] testLogProb = flow.logProb(digits.test());
      ModelMetrics metrics =
          metrics(name, flow, digits, evaluate(flow, digits, testLogProb), report, fit.seed());
      console.line(
          "%s: %s, best epoch %d of %d, test %.1f nats = %.3f bits/dim",
          name,
          TrainingProgress.clock(Duration.ofSeconds(Math.round(report.seconds()))),
          report.bestEpoch(),
          report.epochs().size(),
          metrics.testLogLikelihood(),
          metrics.testBitsPerDimension());
      return new TrainedModel(
          metrics,
          testLogProb,
          flow.sample(SAMPLES, fit.seed()),
          cooled(flow, fit.seed()),
          directory);
    }
  }

  private static float[][] cooled(FlowModel flow, long seed) {
    return TEMPERATURES.stream()
        .flatMap(temperature -> Arrays.stream(flow.sample(COOLED, seed, temperature)))
        .toArray(float[][]::new);
  }

  /** Measures a model that was loaded: nobody knows how long it was trained. */
  static ModelMetrics measure(String name, FlowModel flow, Digits digits) {
    return metrics(name, flow, digits, flow.evaluate(digits.test()), null, null);
  }

  /** Only figures in logit space need the model once more. */
  private static Evaluation evaluate(FlowModel flow, Digits digits, double[] testLogProb) {
    return first(flow.spec()) instanceof Logit
        ? flow.evaluate(digits.test())
        : Evaluation.of(testLogProb, digits.test().dimension());
  }

  private static ModelMetrics metrics(
      String name,
      FlowModel flow,
      Digits digits,
      Evaluation test,
      @Nullable TrainingReport report,
      @Nullable Long seed) {
    return new ModelMetrics(
        name,
        ModelName.couplings(flow.spec()),
        !(flow.spec().context() instanceof ContextSpec.None),
        preprocessing(flow.spec()),
        digits.source(),
        flow.parameters(),
        report == null ? null : report.epochs().size(),
        report == null ? null : report.seconds(),
        test.logLikelihood(),
        ModelMetrics.orNull(test.logitLogLikelihood()),
        ModelMetrics.orNull(test.logitStandardError()),
        test.standardError(),
        test.bitsPerDimension(),
        largestRoundTripError(flow, digits.test()),
        seed,
        report == null ? ImmutableList.of() : curve(report));
  }

  private static String preprocessing(FlowSpec spec) {
    TransformSpec first = first(spec);
    if (first instanceof Marginals) {
      return Preprocessing.MARGINALS.toString();
    }
    return first instanceof Logit ? Preprocessing.LOGIT.toString() : "none";
  }

  private static @Nullable TransformSpec first(FlowSpec spec) {
    return spec.transforms().isEmpty() ? null : spec.transforms().get(0);
  }

  private static ImmutableList<ModelMetrics.CurvePoint> curve(TrainingReport report) {
    return report.epochs().stream()
        .map(TrainedModel::point)
        .collect(ImmutableList.toImmutableList());
  }

  private static ModelMetrics.CurvePoint point(EpochEnd end) {
    return new ModelMetrics.CurvePoint(
        end.epoch(),
        end.trainLoss(),
        ModelMetrics.orNull(end.validationLoss()),
        end.learningRate(),
        end.seconds());
  }

  private static double largestRoundTripError(FlowModel flow, Dataset images) {
    float[][] rows = images.toArray();
    float[][] back = flow.toData(flow.toNoise(rows));
    double largest = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        largest = Math.max(largest, Math.abs(back[i][j] - rows[i][j]));
      }
    }
    return largest;
  }
}
