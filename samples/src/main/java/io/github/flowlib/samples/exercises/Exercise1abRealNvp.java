package io.github.flowlib.samples.exercises;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.evaluation.SampleScorer;
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

/**
 * Exercise 1 (a) and (b): RealNVP on digits, with fewer and with more couplings.
 *
 * <p>(a) is the library's {@link RealNVP}: a chain of {@link io.github.flowlib.spec.AffineCoupling}
 * with the equation of the exercise. For (b) every model is trained on the same data and judged on
 * the same test images, so that models are compared image by image; trivial baselines stand beside
 * them.
 */
public final class Exercise1abRealNvp {

  private Exercise1abRealNvp() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param couplings of each model, at least one number, each once
   * @param preprocessing of pixels
   * @param fit how to train
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits,
      ImmutableList<Integer> couplings,
      Preprocessing preprocessing,
      FitOptions fit,
      Path out,
      String command) {

    /** The numbers of couplings that the exercise asks for. */
    public static final ImmutableList<Integer> COUPLINGS = ImmutableList.of(5, 10);

    /**
     * Checks the arguments.
     *
     * @param digits see {@link #digits()}
     * @param couplings see {@link #couplings()}
     * @param preprocessing see {@link #preprocessing()}
     * @param fit see {@link #fit()}
     * @param out see {@link #out()}
     * @param command see {@link #command()}
     * @throws SettingException if the numbers of couplings cannot be used
     */
    public Options {
      checkCouplings(couplings);
    }

    /**
     * Checks numbers of couplings.
     *
     * @param couplings of each model
     * @return the argument
     * @throws SettingException if there is none, one comes twice, or one is below 1
     */
    public static ImmutableList<Integer> checkCouplings(ImmutableList<Integer> couplings) {
      SettingException.check(
          !couplings.isEmpty(), "couplings", "must name at least 1 model, but named 0");
      couplings.forEach(each -> SettingException.checkAtLeast(1, "couplings", each));
      SettingException.check(
          ImmutableSet.copyOf(couplings).size() == couplings.size(),
          "couplings",
          "must name every model once, but were %s",
          couplings);
      return couplings;
    }
  }

  /**
   * What came out.
   *
   * @param models in the order of the options
   * @param baselines on the same test images
   * @param comparisons each model with the one before it
   * @param copula what the best baseline draws, {@value #COPULA_SAMPLES} images; empty without it
   */
  public record Result(
      ImmutableList<TrainedModel> models,
      ImmutableList<BaselineMetrics> baselines,
      ImmutableList<Comparison> comparisons,
      Optional<float[][]> copula) {

    /** Enough for a square of eight by eight. */
    public static final int COPULA_SAMPLES = 64;

    /** The figures of all models. */
    public ImmutableList<ModelMetrics> metrics() {
      return models.stream().map(TrainedModel::metrics).collect(ImmutableList.toImmutableList());
    }

    /** The model that predicts test images best. */
    public TrainedModel best() {
      TrainedModel best = models.get(0);
      for (TrainedModel model : models) {
        if (model.metrics().testLogLikelihood() > best.metrics().testLogLikelihood()) {
          best = model;
        }
      }
      return best;
    }
  }

  /**
   * Trains and compares.
   *
   * @param options what to do
   * @param out the directory for the models
   * @param console hears of the progress
   * @param scorer judges what the models draw, if there is one
   * @return the models with their figures
   * @throws IOException if a model cannot be saved
   */
  public static Result run(
      Options options, Path out, Console console, Optional<SampleScorer> scorer)
      throws IOException {
    Baselines.Trivial trivial = Baselines.trivial(options.digits(), options.fit().seed(), console);
    ImmutableList<BaselineMetrics> baselines = baselines(trivial, options, console);
    List<TrainedModel> models = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (int couplings : options.couplings()) {
      TrainedModel model = train(couplings, options, out, console, scorer);
      if (!models.isEmpty()) {
        comparisons.add(model.comparedWith(models.get(models.size() - 1), options.digits()));
      }
      models.add(model);
    }
    return new Result(
        ImmutableList.copyOf(models),
        baselines,
        ImmutableList.copyOf(comparisons),
        trivial.copula().map(copula -> copula.sample(Result.COPULA_SAMPLES, options.fit().seed())));
  }

  /** One RealNVP from its description to the trained model: what a student should read. */
  static TrainedModel train(
      int couplings, Options options, Path out, Console console, Optional<SampleScorer> scorer)
      throws IOException {
    Digits digits = options.digits();
    FitOptions fit = options.fit();
    Path directory = out.resolve("models").resolve("realnvp-" + couplings);
    RealNVP.Builder builder = RealNVP.builder().image(28, 28).couplings(couplings);
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

  private static ImmutableList<BaselineMetrics> baselines(
      Baselines.Trivial trivial, Options options, Console console) {
    ImmutableList.Builder<BaselineMetrics> baselines = ImmutableList.builder();
    baselines.addAll(trivial.metrics());
    if (options.preprocessing().isLogit()) {
      baselines.addAll(Baselines.gaussian(options.digits(), options.fit().seed(), console));
    }
    return baselines.build();
  }
}
