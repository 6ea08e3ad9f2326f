package io.github.flowlib.samples.exercises;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.measurement.Baselines;
import io.github.flowlib.samples.exercises.measurement.Measurement;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exercise 1 (c): ways from one digit to another through latent space.
 *
 * <p>Two test images x¹ and x² become noise, z = f(x); the points between them, z̄(λ) of {@link
 * Interpolation}, become images again, f⁻¹(z̄). At both ends that undoes itself, so the first and
 * the last image of a row are the real digits.
 */
public final class Exercise1cInterpolation {

  private Exercise1cInterpolation() {}

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
   * @param model its figures
   * @param baselines on the same test images
   * @param ways between pairs of digits
   */
  public record Result(ModelMetrics model, ImmutableList<BaselineMetrics> baselines, Ways ways) {}

  /**
   * Ways between pairs of digits.
   *
   * @param spec of the model
   * @param pairs the labels of both ends
   * @param images for each kind {@value Interpolation#POINTS} images for each pair, in this order
   * @param distance for each kind and λ the mean of ‖z̄‖ / √d over the pairs
   * @param maxEndPointError the largest change of a pixel at an end point, in grey levels
   */
  public record Ways(
      FlowSpec spec,
      ImmutableList<List<Integer>> pairs,
      Map<Interpolation, float[][]> images,
      Map<Interpolation, List<Double>> distance,
      double maxEndPointError) {

    /** What {@code metrics.json} tells of them. */
    public Metrics.InterpolationMetrics metrics() {
      return new Metrics.InterpolationMetrics(pairs, maxEndPointError);
    }
  }

  /**
   * Trains or loads a model, and interpolates.
   *
   * @param options what to do
   * @param out the directory for a model that is trained
   * @param console hears of the progress
   * @return the ways, and the figures of the model
   * @throws IOException if the model cannot be read or saved
   * @throws IllegalArgumentException if the model is none of digits without context
   */
  public static Result run(Options options, Path out, Console console) throws IOException {
    Digits digits = options.digits();
    long seed = options.fit().seed();
    ModelMetrics metrics;
    Ways ways;
    if (options.model().isPresent()) {
      Path directory = options.model().get();
      try (FlowModel flow = Models.loadFlow(directory)) {
        checkModel(flow, directory);
        metrics = Measurement.of(ModelName.of(flow.spec()), flow, digits).metrics();
        ways = interpolate(flow, digits, seed);
      }
    } else {
      TrainedModel trained = train(options, out, console);
      metrics = trained.metrics();
      try (FlowModel flow = Models.loadFlow(trained.directory())) {
        ways = interpolate(flow, digits, seed);
      }
    }
    return new Result(metrics, Baselines.trivial(digits, seed, console).metrics(), ways);
  }

  /** The model of exercise 1 (b). */
  private static TrainedModel train(Options options, Path out, Console console) throws IOException {
    return Exercise1abRealNvp.train(
        options.couplings(),
        new Exercise1abRealNvp.Options(
            options.digits(),
            ImmutableList.of(options.couplings()),
            Preprocessing.MARGINALS,
            options.fit(),
            options.out(),
            options.command()),
        out,
        console,
        Optional.empty());
  }

  private static void checkModel(FlowModel flow, Path directory) {
    checkArgument(
        flow.spec().context() instanceof Context.None,
        "the model in %s needs a label or context, but interpolation takes one without",
        directory);
    checkArgument(
        flow.spec().dimension() == Digits.SIDE * Digits.SIDE,
        "the model in %s must be one of %s pixels, but has rows of %s values",
        directory,
        Digits.SIDE * Digits.SIDE,
        flow.spec().dimension());
  }

  /** From digits to noise, along the ways, and back: what the library is asked for. */
  static Ways interpolate(FlowModel flow, Digits digits, long seed) {
    Dataset test = digits.test();
    ImmutableList<DigitPairs.Pair> pairs = DigitPairs.of(test, seed);
    float[][] from = rows(test, pairs.stream().mapToInt(DigitPairs.Pair::from).toArray());
    float[][] to = rows(test, pairs.stream().mapToInt(DigitPairs.Pair::to).toArray());
    float[][] fromNoise = flow.distribution().toNoise(from);
    float[][] toNoise = flow.distribution().toNoise(to);

    Map<Interpolation, float[][]> images = new EnumMap<>(Interpolation.class);
    Map<Interpolation, List<Double>> distance = new EnumMap<>(Interpolation.class);
    double maxError = 0;
    for (Interpolation kind : Interpolation.values()) {
      List<float[]> path = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        path.addAll(List.of(kind.path(fromNoise[i], toNoise[i])));
      }
      float[][] noise = path.toArray(new float[0][]);
      float[][] pixels = flow.distribution().toData(noise);
      for (int i = 0; i < pairs.size(); i++) {
        int first = i * Interpolation.POINTS;
        maxError = Math.max(maxError, difference(from[i], pixels[first]));
        maxError = Math.max(maxError, difference(to[i], pixels[first + Interpolation.POINTS - 1]));
      }
      images.put(kind, pixels);
      distance.put(kind, meanDistance(noise));
    }
    ImmutableList<List<Integer>> labels =
        pairs.stream()
            .map(pair -> List.of(test.label(pair.from()), test.label(pair.to())))
            .collect(ImmutableList.toImmutableList());
    return new Ways(flow.spec(), labels, images, distance, maxError);
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
