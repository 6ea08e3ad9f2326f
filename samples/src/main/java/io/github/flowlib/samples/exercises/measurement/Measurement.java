package io.github.flowlib.samples.exercises.measurement;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.exercises.report.MarginalMetrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.TrainingReport;
import org.jspecify.annotations.Nullable;

/**
 * A model judged on the test images.
 *
 * @param metrics its figures
 * @param testLogProb log p(x) of every test image, in nats; of a conditional model the marginal, so
 *     that models can be compared whether or not they know labels
 */
public record Measurement(ModelMetrics metrics, double[] testLogProb) {

  /** One way back costs an autoregressive flow a pass for every pixel. */
  private static final int ROUND_TRIPS_ONE_BY_ONE = 100;

  /** Measures a model that was loaded: nobody knows how long it was trained. */
  public static Measurement of(String name, FlowModel flow, Digits digits) {
    return of(name, flow, digits, null, null);
  }

  /**
   * Measures a model.
   *
   * @param name of the model
   * @param flow to measure
   * @param digits it is judged on the test part
   * @param report of its training; null if nobody knows
   * @param seed of its training; null with it
   */
  public static Measurement of(
      String name,
      FlowModel flow,
      Digits digits,
      @Nullable TrainingReport report,
      @Nullable Long seed) {
    Dataset test = digits.test();
    double[] logProb = flow.logProb(test);
    Evaluation evaluation = evaluate(flow, test, logProb);
    MarginalMetrics marginal = null;
    if (isConditional(flow.spec())) {
      float[][] rows = test.toArray();
      logProb = flow.marginalLogProb(rows);
      marginal =
          MarginalMetrics.of(
              Evaluation.of(logProb, test.dimension()),
              evaluation,
              accuracy(flow.classify(rows), test));
    }
    boolean oneByOne = flow.spec().transforms().stream().anyMatch(Autoregressive.class::isInstance);
    int roundTrips = oneByOne ? Math.min(ROUND_TRIPS_ONE_BY_ONE, test.rows()) : test.rows();
    return new Measurement(
        new ModelMetrics(
            name,
            ModelName.couplings(flow.spec()),
            isConditional(flow.spec()),
            preprocessing(flow.spec()),
            digits.source(),
            flow.parameterCount(),
            report == null ? null : report.epochs().size(),
            report == null ? null : report.seconds(),
            evaluation.logLikelihood(),
            ModelMetrics.orNull(evaluation.logitLogLikelihood()),
            ModelMetrics.orNull(evaluation.logitStandardError()),
            evaluation.standardError(),
            evaluation.bitsPerDimension(),
            marginal,
            largestRoundTripError(flow, test.head(roundTrips)),
            roundTrips == test.rows() ? null : roundTrips,
            seed,
            report == null ? ImmutableList.of() : curve(report),
            ImmutableList.of()),
        logProb);
  }

  /** Whether a flow is told labels. */
  public static boolean isConditional(FlowSpec spec) {
    return spec.context().classes() > 0;
  }

  /** Only figures in logit space need the model once more. */
  private static Evaluation evaluate(FlowModel flow, Dataset test, double[] logProb) {
    return first(flow.spec()) instanceof Logit
        ? flow.evaluate(test)
        : Evaluation.of(logProb, test.dimension());
  }

  private static double accuracy(int[] found, Dataset test) {
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      right += found[i] == test.label(i) ? 1 : 0;
    }
    return (double) right / found.length;
  }

  private static String preprocessing(FlowSpec spec) {
    Transform first = first(spec);
    if (first instanceof Marginals) {
      return Preprocessing.MARGINALS.toString();
    }
    if (!(first instanceof Logit)) {
      return "none";
    }
    boolean standardized = spec.transforms().stream().anyMatch(Standardization.class::isInstance);
    return (standardized ? Preprocessing.STANDARDIZED_LOGIT : Preprocessing.LOGIT).toString();
  }

  private static @Nullable Transform first(FlowSpec spec) {
    return spec.transforms().isEmpty() ? null : spec.transforms().get(0);
  }

  /** What was known after each epoch. */
  public static ImmutableList<ModelMetrics.CurvePoint> curve(TrainingReport report) {
    return report.epochs().stream()
        .map(Measurement::point)
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
    Distribution distribution =
        isConditional(flow.spec()) ? flow.given(images.labels()) : flow.distribution();
    float[][] rows = images.toArray();
    float[][] back = distribution.toData(distribution.toNoise(rows));
    double largest = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        largest = Math.max(largest, Math.abs(back[i][j] - rows[i][j]));
      }
    }
    return largest;
  }
}
