package io.github.flowlib.samples.exercises;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.measurement.Baselines;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
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
   * @param presets at least one, each once
   * @param preprocessing of pixels
   * @param fit how to train
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits,
      ImmutableList<Preset> presets,
      Preprocessing preprocessing,
      FitOptions fit,
      Path out,
      String command) {

    /** What is compared if nobody says. */
    public static final ImmutableList<Preset> DEFAULT_PRESETS =
        ImmutableList.of(Preset.REALNVP, Preset.NEURAL_SPLINE_FLOW);

    /**
     * Checks the arguments.
     *
     * @param digits see {@link #digits()}
     * @param presets see {@link #presets()}
     * @param preprocessing see {@link #preprocessing()}
     * @param fit see {@link #fit()}
     * @param out see {@link #out()}
     * @param command see {@link #command()}
     * @throws SettingException if there are no presets, or one comes twice
     */
    public Options {
      checkPresets(presets);
    }

    /**
     * Checks presets.
     *
     * @param presets to compare
     * @return the argument
     * @throws SettingException if there are none, or one comes twice
     */
    public static ImmutableList<Preset> checkPresets(ImmutableList<Preset> presets) {
      SettingException.check(
          !presets.isEmpty(), "presets", "must name at least 1 flow, but named 0");
      SettingException.check(
          ImmutableSet.copyOf(presets).size() == presets.size(),
          "presets",
          "must name every flow once, but were %s",
          presets);
      return presets;
    }
  }

  /**
   * What came out.
   *
   * @param models in the order of the options
   * @param baselines on the same test images
   * @param comparisons each model with all before it
   */
  public record Result(
      ImmutableList<TrainedModel> models,
      ImmutableList<BaselineMetrics> baselines,
      ImmutableList<Comparison> comparisons) {

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
    ImmutableList<BaselineMetrics> baselines = Baselines.histograms(digits, console);
    List<TrainedModel> models = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (Preset preset : options.presets()) {
      TrainedModel model = train(preset, options, out, console);
      for (TrainedModel before : models) {
        comparisons.add(model.comparedWith(before, digits));
      }
      models.add(model);
    }
    return new Result(ImmutableList.copyOf(models), baselines, ImmutableList.copyOf(comparisons));
  }

  private static TrainedModel train(Preset preset, Options options, Path out, Console console)
      throws IOException {
    Digits digits = options.digits();
    FitOptions fit = options.fit();
    Path directory = out.resolve("models").resolve(preset.toString());
    FlowSpec spec = preset.spec(options.preprocessing(), fit);
    try (FlowModel flow = Models.create(spec, fit.seed())) {
      TrainingReport report =
          flow.fit(
              digits.train(),
              fit.training()
                  .validation(digits.validation())
                  .listener(new TrainingProgress(ModelName.of(spec), console))
                  .build());
      flow.save(directory);
      return TrainedModel.of(
          flow, report, digits, fit.seed(), directory, console, Optional.empty());
    }
  }
}
