package io.github.flowlib.samples.exercises;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.exercises.evaluation.SampleScorer;
import io.github.flowlib.samples.exercises.measurement.Baselines;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.measurement.SampleScoring;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.samples.exercises.training.Start;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flows of several kinds on the same digits, each with the defaults of its preset. */
public final class PresetComparison {

  private PresetComparison() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param choices at least one, each once
   * @param preprocessing of pixels
   * @param fit how to train
   * @param start the weights to begin with, if they are not new
   * @param judged whether a classifier of real digits judges what the flows draw
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits,
      ImmutableList<FlowChoice> choices,
      Preprocessing preprocessing,
      FitOptions fit,
      Optional<Start> start,
      boolean judged,
      Path out,
      String command) {

    /** What is compared if nobody says. */
    public static final ImmutableList<FlowChoice> DEFAULT_CHOICES =
        ImmutableList.of(FlowChoice.of(Preset.REALNVP), FlowChoice.of(Preset.NEURAL_SPLINE_FLOW));

    /**
     * Checks the arguments.
     *
     * @param digits see {@link #digits()}
     * @param choices see {@link #choices()}
     * @param preprocessing see {@link #preprocessing()}
     * @param fit see {@link #fit()}
     * @param start see {@link #start()}
     * @param judged see {@link #judged()}
     * @param out see {@link #out()}
     * @param command see {@link #command()}
     * @throws SettingException if there are no choices, or one comes twice
     */
    public Options {
      checkChoices(choices);
    }

    static ImmutableList<FlowChoice> checkChoices(ImmutableList<FlowChoice> choices) {
      SettingException.check(
          !choices.isEmpty(), "presets", "must name at least 1 flow, but named 0");
      SettingException.check(
          ImmutableSet.copyOf(choices).size() == choices.size(),
          "presets",
          "must name every flow once, but were %s",
          choices);
      return choices;
    }
  }

  /**
   * What came out.
   *
   * @param models in the order of the options
   * @param baselines on the same test images
   * @param comparisons each model with all before it
   * @param classifier the judge of what they draw, if there was one
   */
  public record Result(
      ImmutableList<TrainedModel> models,
      ImmutableList<BaselineMetrics> baselines,
      ImmutableList<Comparison> comparisons,
      Optional<ClassifierMetrics> classifier) {

    /** The figures of all models. */
    public ImmutableList<ModelMetrics> metrics() {
      return models.stream().map(TrainedModel::metrics).collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * Trains and compares.
   *
   * @param options what to do
   * @param out the directory for the models
   * @param console hears of the progress
   * @return the models with their figures
   * @throws IOException if a model cannot be saved
   */
  public static Result run(Options options, Path out, Console console) throws IOException {
    Digits digits = options.digits();
    ImmutableList<BaselineMetrics> baselines =
        Baselines.trivial(digits, options.fit().seed(), console).metrics();
    if (!options.judged()) {
      return compare(options, baselines, out, console, Optional.empty());
    }
    try (SampleScorer judge = SampleScoring.train(digits, options.fit().seed(), console)) {
      return compare(options, baselines, out, console, Optional.of(judge));
    }
  }

  private static Result compare(
      Options options,
      ImmutableList<BaselineMetrics> baselines,
      Path out,
      Console console,
      Optional<SampleScorer> judge)
      throws IOException {
    List<TrainedModel> models = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (FlowChoice choice : options.choices()) {
      TrainedModel model = train(choice, options, out, console, judge);
      for (TrainedModel before : models) {
        comparisons.add(model.comparedWith(before, options.digits()));
      }
      models.add(model);
    }
    return new Result(
        ImmutableList.copyOf(models),
        baselines,
        ImmutableList.copyOf(comparisons),
        judge.map(SampleScorer::metrics));
  }

  private static TrainedModel train(
      FlowChoice choice, Options options, Path out, Console console, Optional<SampleScorer> judge)
      throws IOException {
    Digits digits = options.digits();
    FitOptions fit = options.fit();
    Path directory = out.resolve("models").resolve(choice.toString());
    FlowSpec spec = choice.spec(options.preprocessing(), fit);
    try (FlowModel flow = Models.create(spec, fit.seed())) {
      if (options.start().isPresent()) {
        options.start().get().giveTo(flow, digits);
      }
      TrainingReport report =
          flow.fit(
              digits.train(),
              choice
                  .preset()
                  .training(fit)
                  .validation(digits.validation())
                  .listener(new TrainingProgress(ModelName.of(spec), console))
                  .build());
      flow.save(directory);
      return TrainedModel.of(flow, report, digits, fit.seed(), directory, console, judge);
    }
  }
}
