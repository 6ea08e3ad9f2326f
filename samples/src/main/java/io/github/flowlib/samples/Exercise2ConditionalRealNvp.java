package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.evaluation.SampleScorer;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Exercise 2: RealNVP on digits, conditional on their labels.
 *
 * <p>Beside every conditional model stands that of exercise 1 with as many couplings, the same seed
 * and the same training. The two are compared by log p(x) of the same test images: the conditional
 * one sums over the labels, because it would be unfair to tell them to one model only. What all of
 * them draw is judged by a classifier that was trained on real digits. With {@value
 * CouplingSweep#LEAST} numbers of couplings or more, the question is whether labels make couplings
 * superfluous.
 */
public final class Exercise2ConditionalRealNvp {

  /** The numbers of couplings without further notice: the smaller model of exercise 1. */
  public static final ImmutableList<Integer> COUPLINGS = ImmutableList.of(5);

  private Exercise2ConditionalRealNvp() {}

  /**
   * What came out.
   *
   * @param unconditional the models of exercise 1
   * @param conditional one for each of them, in the same order
   * @param comparisons the marginal of each with its unconditional model
   * @param classifier the judge of their samples
   */
  record Result(
      Exercise1RealNvp.Result unconditional,
      ImmutableList<TrainedModel> conditional,
      ImmutableList<Comparison> comparisons,
      ClassifierMetrics classifier) {

    /** With and without labels in turn. */
    ImmutableList<TrainedModel> models() {
      ImmutableList.Builder<TrainedModel> models = ImmutableList.builder();
      for (int i = 0; i < conditional.size(); i++) {
        models.add(unconditional.models().get(i), conditional.get(i));
      }
      return models.build();
    }

    /** The conditional model that predicts test images best without being told the label. */
    TrainedModel best() {
      return Collections.max(
          conditional, Comparator.comparingDouble(model -> -SampleTables.bits(model.metrics())));
    }

    ImmutableList<ModelMetrics> metrics() {
      return models().stream().map(TrainedModel::metrics).collect(ImmutableList.toImmutableList());
    }

    ImmutableList<Comparison> allComparisons() {
      return ImmutableList.<Comparison>builder()
          .addAll(unconditional.comparisons())
          .addAll(comparisons)
          .build();
    }
  }

  /**
   * Trains, compares and writes everything.
   *
   * @param options what to do: the choices are those of exercise 1
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path run(Exercise1RealNvp.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Result result = compare(options, out.path(), console);
      Tables.print(
          result.metrics(),
          result.unconditional().baselines(),
          result.allComparisons(),
          options.digits(),
          console);
      SampleTables.print(result.metrics(), result.classifier(), console);
      Optional<CouplingSweep> sweep = CouplingSweep.of(result);

      Page page =
          new Page(
              "Conditional RealNVP on digits",
              "What is a label worth? Dense normalizing flows that know which digit they draw,"
                  + " beside flows that do not.");
      Sections.data(page, options.digits());
      ConditionalSection.write(page, options.digits(), result, out.path());
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              result.metrics(),
              result.unconditional().baselines(),
              result.allComparisons(),
              null,
              result.classifier(),
              sweep.map(CouplingSweep::needed).orElse(ImmutableList.of()),
              null,
              options.command(),
              Metrics.Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  /** Trains and compares; models and images go into a directory. */
  static Result compare(Exercise1RealNvp.Options options, Path out, Console console)
      throws IOException {
    try (SampleScorer scorer =
        SampleScoring.train(options.digits(), options.fit().seed(), console)) {
      return compare(options, out, console, scorer);
    }
  }

  private static Result compare(
      Exercise1RealNvp.Options options, Path out, Console console, SampleScorer scorer)
      throws IOException {
    Exercise1RealNvp.Result unconditional = Exercise1RealNvp.compare(options, out, console, scorer);
    List<TrainedModel> models = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (TrainedModel without : unconditional.models()) {
      TrainedModel with =
          train(without.metrics().couplings(), options, out, console, Optional.of(scorer));
      comparisons.add(compare(with, without, options.digits()));
      models.add(with);
    }
    return new Result(
        unconditional,
        ImmutableList.copyOf(models),
        ImmutableList.copyOf(comparisons),
        scorer.metrics());
  }

  /** Trains one conditional model. */
  static TrainedModel train(
      int couplings,
      Exercise1RealNvp.Options options,
      Path out,
      Console console,
      Optional<SampleScorer> scorer)
      throws IOException {
    FlowSpec spec =
        Exercise1RealNvp.builder(couplings, options.preprocessing(), options.fit())
            .conditional(Digits.CLASSES)
            .build();
    return TrainedModel.train(
        ModelName.of(spec),
        spec,
        options.digits(),
        options.fit(),
        out.resolve("models").resolve("conditional-realnvp-" + couplings),
        console,
        scorer.orElse(null));
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
