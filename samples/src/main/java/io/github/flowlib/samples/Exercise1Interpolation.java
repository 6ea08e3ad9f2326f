package io.github.flowlib.samples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Exercise 1 (c): ways from one digit to another through latent space.
 *
 * <p>Two test images x¹ and x² become noise, z = f(x); the points between them, z̄(λ) of {@link
 * Interpolation}, become images again, f⁻¹(z̄). At both ends that undoes itself, so the first and
 * the last image of a row are the real digits.
 */
public final class Exercise1Interpolation {

  private static final String NAME = "interpolate";

  private Exercise1Interpolation() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param model a saved flow to use; without it one is trained
   * @param couplings of the model that is trained
   * @param fit how to train, and the seed that chooses the digits
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits,
      Optional<Path> model,
      int couplings,
      FitOptions fit,
      Path out,
      String command) {

    /** The better one of the models that the exercise compares. */
    public static final int COUPLINGS = 10;
  }

  /**
   * What came out.
   *
   * @param spec of the model
   * @param pairs the labels of both ends
   * @param images a file for each kind, a row for each pair
   * @param distance for each kind and λ the mean of ‖z̄‖ / √d over the pairs
   * @param maxEndPointError the largest change of a pixel at an end point, in grey levels
   */
  record Result(
      FlowSpec spec,
      ImmutableList<List<Integer>> pairs,
      Map<Interpolation, Path> images,
      Map<Interpolation, List<Double>> distance,
      double maxEndPointError) {

    Metrics.InterpolationMetrics metrics() {
      return new Metrics.InterpolationMetrics(pairs, maxEndPointError);
    }
  }

  /**
   * Trains or loads a model, and interpolates.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if the model cannot be read or results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced, or the model
   *     is none of digits without context
   */
  public static Path run(Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Optional<Path> given = options.model();
      ModelMetrics metrics;
      Result result;
      if (given.isPresent()) {
        try (FlowModel flow = Models.load(given.get())) {
          checkModel(flow, given.get());
          metrics = Measurement.of(ModelName.of(flow.spec()), flow, options.digits()).metrics();
          result = interpolate(flow, options.digits(), options.fit().seed(), out.path());
        }
      } else {
        TrainedModel trained = train(options, out.path("models"), console);
        metrics = trained.metrics();
        try (FlowModel flow = Models.load(trained.directory())) {
          result = interpolate(flow, options.digits(), options.fit().seed(), out.path());
        }
      }
      write(options, metrics, result, out, console);
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  private static TrainedModel train(Options options, Path models, Console console)
      throws IOException {
    return TrainedModel.train(
        ModelName.realNvp(options.couplings()),
        Exercise1RealNvp.spec(options.couplings(), Preprocessing.MARGINALS, options.fit()),
        options.digits(),
        options.fit(),
        models.resolve("realnvp-" + options.couplings()),
        console);
  }

  private static void checkModel(FlowModel flow, Path directory) {
    checkArgument(
        flow.spec().context() instanceof ContextSpec.None,
        "the model in %s needs a label or context, but interpolation takes one without",
        directory);
    checkArgument(
        flow.spec().dimension() == Digits.SIDE * Digits.SIDE,
        "the model in %s must be one of %s pixels, but has rows of %s values",
        directory,
        Digits.SIDE * Digits.SIDE,
        flow.spec().dimension());
  }

  private static void write(
      Options options, ModelMetrics model, Result result, OutputDirectory out, Console console)
      throws IOException {
    ImmutableList<ModelMetrics> models = ImmutableList.of(model);
    ImmutableList<BaselineMetrics> baselines = Baselines.histograms(options.digits(), console);
    Tables.print(models, baselines, ImmutableList.of(), options.digits(), console);
    console.line(
        "%d pairs of digits; both ends came back, %s.",
        result.pairs().size(), Tables.back(result.maxEndPointError()));

    Page page =
        new Page(
            "From one digit to another",
            "What lies between two handwritten digits, as a normalizing flow sees it.");
    Sections.data(page, options.digits());
    InterpolationSection.write(page, result, options.digits(), model.name());
    page.heading("The model");
    Sections.table(page, models, baselines, options.digits());
    Sections.footer(page, options.command());
    page.write(out.path("index.html"));
    new Metrics(
            models,
            baselines,
            ImmutableList.of(),
            result.metrics(),
            options.command(),
            Metrics.Versions.current())
        .write(out.path());
  }

  /** Interpolates with a model; images go into a directory. */
  static Result interpolate(FlowModel flow, Digits digits, long seed, Path out) throws IOException {
    Dataset test = digits.test();
    ImmutableList<DigitPairs.Pair> pairs = DigitPairs.of(test, seed);
    float[][] from = rows(test, pairs.stream().mapToInt(DigitPairs.Pair::from).toArray());
    float[][] to = rows(test, pairs.stream().mapToInt(DigitPairs.Pair::to).toArray());
    float[][] fromNoise = flow.toNoise(from);
    float[][] toNoise = flow.toNoise(to);

    Map<Interpolation, Path> images = new EnumMap<>(Interpolation.class);
    Map<Interpolation, List<Double>> distance = new EnumMap<>(Interpolation.class);
    double maxError = 0;
    for (Interpolation kind : Interpolation.values()) {
      List<float[]> path = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        path.addAll(List.of(kind.path(fromNoise[i], toNoise[i])));
      }
      float[][] noise = path.toArray(new float[0][]);
      float[][] pixels = flow.toData(noise);
      for (int i = 0; i < pairs.size(); i++) {
        int first = i * Interpolation.POINTS;
        maxError = Math.max(maxError, difference(from[i], pixels[first]));
        maxError = Math.max(maxError, difference(to[i], pixels[first + Interpolation.POINTS - 1]));
      }
      Path image = out.resolve(NAME + "-" + kind.name().toLowerCase(Locale.ROOT) + ".png");
      ImageGrid.of(pixels, Digits.SIDE, Digits.SIDE)
          .columns(Interpolation.POINTS)
          .gap(2)
          .scale(3)
          .write(image);
      images.put(kind, image);
      distance.put(kind, meanDistance(noise));
    }
    ImmutableList<List<Integer>> labels =
        pairs.stream()
            .map(pair -> List.of(test.label(pair.from()), test.label(pair.to())))
            .collect(ImmutableList.toImmutableList());
    return new Result(flow.spec(), labels, images, distance, maxError);
  }

  private static float[][] rows(Dataset data, int[] indices) {
    return data.select(indices).toArray();
  }

  private static double difference(float[] a, float[] b) {
    double max = 0;
    for (int j = 0; j < a.length; j++) {
      max = Math.max(max, Math.abs((double) a[j] - b[j]));
    }
    return max;
  }

  /** For each λ the mean of ‖z̄‖ / √d over all paths; about 1 for noise of the normal base. */
  private static List<Double> meanDistance(float[][] paths) {
    double[] sums = new double[Interpolation.POINTS];
    for (int i = 0; i < paths.length; i++) {
      double squares = 0;
      for (float value : paths[i]) {
        squares += (double) value * value;
      }
      sums[i % Interpolation.POINTS] += Math.sqrt(squares / paths[i].length);
    }
    List<Double> means = new ArrayList<>();
    for (double sum : sums) {
      means.add(sum / (paths.length / Interpolation.POINTS));
    }
    return means;
  }
}
