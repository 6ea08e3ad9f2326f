package io.github.flowlib.samples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import io.github.flowlib.RealNVP;
import io.github.flowlib.samples.evaluation.SampleScorer;
import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exercise 1 (a) and (b): RealNVP on digits, with fewer and with more couplings.
 *
 * <p>Every model is trained on the same data and judged on the same test images, so that models are
 * compared image by image; trivial baselines stand beside them.
 */
public final class Exercise1RealNvp {

  private Exercise1RealNvp() {}

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
     * @throws IllegalArgumentException if the numbers of couplings cannot be used
     */
    public Options {
      checkCouplings(couplings);
    }

    /**
     * Checks numbers of couplings.
     *
     * @param couplings of each model
     * @return the argument
     * @throws IllegalArgumentException if there is none, one comes twice, or one is below 1
     */
    public static ImmutableList<Integer> checkCouplings(ImmutableList<Integer> couplings) {
      checkArgument(!couplings.isEmpty(), "couplings must name at least 1 model, but named 0");
      couplings.forEach(RealNVP.builder()::couplings);
      checkArgument(
          ImmutableSet.copyOf(couplings).size() == couplings.size(),
          "couplings must name every model once, but were %s",
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
   */
  record Result(
      ImmutableList<TrainedModel> models,
      ImmutableList<BaselineMetrics> baselines,
      ImmutableList<Comparison> comparisons) {

    ImmutableList<ModelMetrics> metrics() {
      return models.stream().map(TrainedModel::metrics).collect(ImmutableList.toImmutableList());
    }

    /** The model that predicts test images best. */
    TrainedModel best() {
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
   * Trains, compares and writes everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path run(Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Result result = compare(options, out.path(), console);
      Tables.print(
          result.metrics(), result.baselines(), result.comparisons(), options.digits(), console);

      Page page =
          new Page(
              "RealNVP on digits",
              result.models().size() == 1
                  ? "A dense normalizing flow, what it learned, and what it draws."
                  : "How much do more couplings help? Dense normalizing flows, trained on the same"
                      + " images and judged on the same test set.");
      Sections.data(page, options.digits());
      Sections.models(page, options.digits(), result, out.path());
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              result.metrics(),
              result.baselines(),
              result.comparisons(),
              null,
              options.command(),
              Metrics.Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  /** Trains and compares; models and images go into a directory. */
  static Result compare(Options options, Path out, Console console) throws IOException {
    return compare(options, out, console, null);
  }

  /** The same; what models draw is judged if there is a scorer. */
  static Result compare(Options options, Path out, Console console, @Nullable SampleScorer scorer)
      throws IOException {
    Digits digits = options.digits();
    ImmutableList<BaselineMetrics> baselines = baselines(options, console);
    List<TrainedModel> models = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (int couplings : options.couplings()) {
      TrainedModel model =
          TrainedModel.train(
              ModelName.realNvp(couplings),
              spec(couplings, options.preprocessing(), options.fit()),
              digits,
              options.fit(),
              out.resolve("models").resolve("realnvp-" + couplings),
              console,
              scorer);
      if (!models.isEmpty()) {
        TrainedModel before = models.get(models.size() - 1);
        comparisons.add(model.comparedWith(before, digits));
      }
      models.add(model);
    }
    return new Result(ImmutableList.copyOf(models), baselines, ImmutableList.copyOf(comparisons));
  }

  static FlowSpec spec(int couplings, Preprocessing preprocessing, FitOptions fit) {
    return builder(couplings, preprocessing, fit).build();
  }

  /** The model without labels; exercise 2 adds them. */
  static RealNVP.Builder builder(int couplings, Preprocessing preprocessing, FitOptions fit) {
    RealNVP.Builder builder =
        RealNVP.builder().image(Digits.SIDE, Digits.SIDE).couplings(couplings);
    if (!fit.hidden().isEmpty()) {
      builder.hidden(Ints.toArray(fit.hidden()));
    }
    return preprocessing.apply(builder);
  }

  private static ImmutableList<BaselineMetrics> baselines(Options options, Console console) {
    ImmutableList.Builder<BaselineMetrics> baselines = ImmutableList.builder();
    baselines.addAll(Baselines.histograms(options.digits(), console));
    if (options.preprocessing().isLogit()) {
      baselines.addAll(Baselines.gaussian(options.digits(), options.fit().seed(), console));
    }
    return baselines.build();
  }
}
