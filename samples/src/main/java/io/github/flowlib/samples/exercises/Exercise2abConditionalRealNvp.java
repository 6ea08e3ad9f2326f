package io.github.flowlib.samples.exercises;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.exercises.evaluation.SampleScorer;
import io.github.flowlib.samples.exercises.measurement.CouplingSweep;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.measurement.SampleScoring;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Exercise 2 (a) and (b): RealNVP on digits, conditional on their labels.
 *
 * <p>(a) is {@code conditional(10)}: the library concatenates the one-hot label to the input of
 * every coupling's networks. For (b) the model of exercise 1 with as many couplings, the same seed
 * and the same training stands beside every conditional model. The two are compared by log p(x) of
 * the same test images: the conditional one sums over the labels, because it would be unfair to
 * tell them to one model only. What all of them draw is judged by a classifier that was trained on
 * real digits. With {@value CouplingSweep#LEAST} numbers of couplings or more, the question is
 * whether labels make couplings superfluous.
 */
public final class Exercise2abConditionalRealNvp {

  /** The numbers of couplings without further notice: the smaller model of exercise 1. */
  public static final ImmutableList<Integer> COUPLINGS = ImmutableList.of(5);

  private Exercise2abConditionalRealNvp() {}

  /**
   * What came out.
   *
   * @param unconditional the models of exercise 1
   * @param conditional one for each of them, in the same order
   * @param comparisons the marginal of each with its unconditional model
   * @param classifier the judge of their samples
   */
  public record Result(
      Exercise1abRealNvp.Result unconditional,
      ImmutableList<TrainedModel> conditional,
      ImmutableList<Comparison> comparisons,
      ClassifierMetrics classifier) {

    /** With and without labels in turn. */
    public ImmutableList<TrainedModel> models() {
      ImmutableList.Builder<TrainedModel> models = ImmutableList.builder();
      for (int i = 0; i < conditional.size(); i++) {
        models.add(unconditional.models().get(i), conditional.get(i));
      }
      return models.build();
    }

    /** The conditional model that predicts test images best without being told the label. */
    public TrainedModel best() {
      return Collections.max(
          conditional,
          Comparator.comparingDouble(model -> -model.metrics().bitsPerDimensionWithoutLabel()));
    }

    /** The models over the number of couplings, if there are enough of them. */
    public Optional<CouplingSweep> sweep() {
      return CouplingSweep.of(unconditional.models(), conditional);
    }

    /** The figures of all models. */
    public ImmutableList<ModelMetrics> metrics() {
      return models().stream().map(TrainedModel::metrics).collect(ImmutableList.toImmutableList());
    }

    /** Those of exercise 1, and those with and without labels. */
    public ImmutableList<Comparison> allComparisons() {
      return ImmutableList.<Comparison>builder()
          .addAll(unconditional.comparisons())
          .addAll(comparisons)
          .build();
    }
  }

  /**
   * Trains, compares and judges.
   *
   * @param options what to do: the choices are those of exercise 1
   * @param out the directory for the models
   * @param console hears of the progress
   * @return the models with their figures
   * @throws IOException if a model cannot be saved
   */
  public static Result run(Exercise1abRealNvp.Options options, Path out, Console console)
      throws IOException {
    try (SampleScorer scorer =
        SampleScoring.train(options.digits(), options.fit().seed(), console)) {
      Optional<SampleScorer> judge = Optional.of(scorer);
      Exercise1abRealNvp.Result unconditional =
          Exercise1abRealNvp.run(options, out, console, judge);
      List<TrainedModel> models = new ArrayList<>();
      List<Comparison> comparisons = new ArrayList<>();
      for (TrainedModel without : unconditional.models()) {
        TrainedModel with = train(without.metrics().couplings(), options, out, console, judge);
        comparisons.add(compare(with, without, options.digits()));
        models.add(with);
      }
      return new Result(
          unconditional,
          ImmutableList.copyOf(models),
          ImmutableList.copyOf(comparisons),
          scorer.metrics());
    }
  }

  /**
   * One conditional RealNVP from its description to the trained model: what a student should read.
   */
  static TrainedModel train(
      int couplings,
      Exercise1abRealNvp.Options options,
      Path out,
      Console console,
      Optional<SampleScorer> scorer)
      throws IOException {
    Digits digits = options.digits();
    FitOptions fit = options.fit();
    Path directory = out.resolve("models").resolve("conditional-realnvp-" + couplings);
    RealNVP.Builder builder = RealNVP.builder().image(28, 28).couplings(couplings).conditional(10);
    FlowSpec spec = options.preprocessing().apply(fit.withHidden(builder)).build();
    try (FlowModel flow = Models.create(spec, fit.seed())) {
      TrainingReport report =
          flow.fit(
              digits.train(),
              fit.training()
                  .validation(digits.validation())
                  .listener(new TrainingProgress(ModelName.of(spec), console))
                  .build());
      flow.save(directory);
      return TrainedModel.of(flow, report, digits, fit.seed(), directory, console, scorer);
    }
  }

  /** A conditional model and one that knows no labels, image by image. */
  static Comparison compare(TrainedModel with, TrainedModel without, Digits digits) {
    return Comparison.of(
        ModelName.marginal(with.metrics().name()),
        with.testLogProb(),
        without.metrics().name(),
        without.testLogProb(),
        digits.test().dimension());
  }
}
