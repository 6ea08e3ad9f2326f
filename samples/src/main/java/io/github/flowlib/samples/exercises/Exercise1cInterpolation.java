package io.github.flowlib.samples.exercises;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.Names;
import io.github.flowlib.samples.exercises.measurement.Baselines;
import io.github.flowlib.samples.exercises.measurement.Measurement;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.report.InterpolationMetrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.samples.models.ShippedModel;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Exercise 1 (c): ways from one digit to another through latent space.
 *
 * <p>Two images x¹ and x² become noise, z = f(x); the points between them, z̄(λ) of {@link
 * Interpolation}, become images again, f⁻¹(z̄). At both ends that undoes itself, so the first and
 * the last image of a row are the real digits.
 *
 * <p>A pixel of level k stands for all of [k, k + 1), so an image has a cell of noise and not one
 * point. {@code toNoise} takes the middle, u = ½; {@link ContinuousFlow} takes a u that was drawn,
 * as the flow has seen it in training.
 */
public final class Exercise1cInterpolation {

  private Exercise1cInterpolation() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param flow whose latent space is walked through
   * @param fit how to train, and the seed that chooses the digits
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(Digits digits, Flow flow, FitOptions fit, Path out, String command) {}

  /** A flow without context, of images as large as the digits. */
  public sealed interface Flow {

    /**
     * One that was saved; it is measured on the test images.
     *
     * @param directory where
     */
    record Saved(Path directory) implements Flow {}

    /** The multi-scale RealNVP that comes with the samples; how good it is was measured already. */
    record Shipped() implements Flow {}

    /**
     * The model of exercise 1 (b), trained first.
     *
     * @param couplings of it
     */
    record Trained(int couplings) implements Flow {

      /** The better one of the models that the exercise compares. */
      public static final Trained DEFAULT = new Trained(10);
    }
  }

  /**
   * What came out.
   *
   * @param name of the model
   * @param model its figures; empty if they were not measured
   * @param baselines on the same test images; empty with it
   * @param ways between pairs of digits
   */
  public record Result(
      String name,
      Optional<ModelMetrics> model,
      ImmutableList<BaselineMetrics> baselines,
      Ways ways) {}

  /**
   * One row of images for every pair of digits.
   *
   * @param kind its formula
   * @param randomOffsets false if the ends are taken at the middle of every cell, u = ½; true if u
   *     is drawn
   * @param images {@value Interpolation#POINTS} images for each pair, in this order
   * @param norms for each pair and λ ‖z̄‖ / √d
   * @param maxEndPointError the largest change of a pixel at an end point, in grey levels
   */
  public record Way(
      Interpolation kind,
      boolean randomOffsets,
      float[][] images,
      ImmutableList<ImmutableList<Double>> norms,
      double maxEndPointError) {

    /** What it is called. */
    public String name() {
      return Names.of(kind) + (randomOffsets ? ", random u" : "");
    }

    /** The images of one pair. */
    public ImmutableList<float[]> row(int pair) {
      int first = pair * Interpolation.POINTS;
      return ImmutableList.copyOf(images).subList(first, first + Interpolation.POINTS);
    }

    /** For each λ the mean of ‖z̄‖ / √d over the pairs. */
    public ImmutableList<Double> meanNorm() {
      return means(i -> norms.get(i / Interpolation.POINTS).get(i % Interpolation.POINTS));
    }

    /** For each λ the share of pixels that are ink, in the mean over the pairs. */
    public ImmutableList<Double> ink() {
      return means(i -> Strokes.ink(images[i]));
    }

    /** For each pair and λ the share of ink that has no ink beside it. */
    public ImmutableList<ImmutableList<Double>> isolated() {
      return IntStream.range(0, norms.size())
          .mapToObj(pair -> row(pair).stream().map(Strokes::isolated))
          .map(row -> row.collect(ImmutableList.toImmutableList()))
          .collect(ImmutableList.toImmutableList());
    }

    /** The same in the mean over the pairs. */
    public ImmutableList<Double> meanIsolated() {
      return means(i -> Strokes.isolated(images[i]));
    }

    private ImmutableList<Double> means(IntToDoubleFunction ofImage) {
      double[] sums = new double[Interpolation.POINTS];
      for (int i = 0; i < images.length; i++) {
        sums[i % Interpolation.POINTS] += ofImage.applyAsDouble(i);
      }
      return Arrays.stream(sums)
          .mapToObj(sum -> sum / norms.size())
          .collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * Ways between pairs of digits.
   *
   * @param spec of the model
   * @param pairs the labels of both ends
   * @param ways from the middle of every cell one of each kind, and then the linear one with random
   *     offsets, if the model tells of them
   */
  public record Ways(FlowSpec spec, ImmutableList<List<Integer>> pairs, ImmutableList<Way> ways) {

    /**
     * The largest change of a pixel at an end point, in grey levels, of the ways from the middle of
     * cells.
     */
    public double maxEndPointError() {
      return ways.stream()
          .filter(way -> !way.randomOffsets())
          .mapToDouble(Way::maxEndPointError)
          .max()
          .orElseThrow();
    }

    /** For each pair the share of the ink of its two digits that is ink in both. */
    public ImmutableList<Double> sharedInk() {
      return IntStream.range(0, pairs.size())
          .mapToObj(ways.get(0)::row)
          .map(row -> Strokes.shared(row.get(0), row.get(Interpolation.POINTS - 1)))
          .collect(ImmutableList.toImmutableList());
    }

    /** What {@code metrics.json} tells of them. */
    public InterpolationMetrics metrics() {
      return new InterpolationMetrics(
          pairs,
          sharedInk(),
          maxEndPointError(),
          IntStream.range(0, Interpolation.POINTS)
              .mapToObj(Interpolation::lambda)
              .collect(ImmutableList.toImmutableList()),
          ways.stream()
              .map(
                  way ->
                      new InterpolationMetrics.Way(
                          way.name(),
                          way.randomOffsets() ? "uniform" : "1/2",
                          way.maxEndPointError(),
                          way.meanNorm(),
                          way.norms(),
                          way.ink(),
                          way.meanIsolated(),
                          way.isolated()))
              .collect(ImmutableList.toImmutableList()));
    }
  }

  /**
   * Takes, loads or trains a model, and interpolates.
   *
   * @param options what to do
   * @param out the directory for a model that is trained
   * @param console hears of the progress
   * @return the ways, and the figures of the model where they are measured
   * @throws IOException if the model cannot be read or saved
   * @throws IllegalArgumentException if the model is none of digits without context
   */
  public static Result run(Options options, Path out, Console console) throws IOException {
    Digits digits = options.digits();
    long seed = options.fit().seed();
    if (options.flow() instanceof Flow.Shipped) {
      try (FlowModel flow = (FlowModel) ShippedModel.MULTI_SCALE_REALNVP.load()) {
        return new Result(
            ModelName.of(flow.spec()),
            Optional.empty(),
            ImmutableList.of(),
            interpolate(flow, digits, seed));
      }
    }
    ModelMetrics metrics;
    Ways ways;
    if (options.flow() instanceof Flow.Saved saved) {
      try (FlowModel flow = Models.loadFlow(saved.directory())) {
        checkModel(flow, saved.directory());
        metrics = Measurement.of(ModelName.of(flow.spec()), flow, digits).metrics();
        ways = interpolate(flow, digits, seed);
      }
    } else {
      TrainedModel trained =
          train(((Flow.Trained) options.flow()).couplings(), options, out, console);
      metrics = trained.metrics();
      try (FlowModel flow = Models.loadFlow(trained.directory())) {
        ways = interpolate(flow, digits, seed);
      }
    }
    return new Result(
        metrics.name(),
        Optional.of(metrics),
        Baselines.trivial(digits, seed, console).metrics(),
        ways);
  }

  /** The model of exercise 1 (b). */
  private static TrainedModel train(int couplings, Options options, Path out, Console console)
      throws IOException {
    return Exercise1abRealNvp.train(
        couplings,
        new Exercise1abRealNvp.Options(
            options.digits(),
            ImmutableList.of(couplings),
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
  static Ways interpolate(FlowModel flow, Digits digits, long seed) throws IOException {
    Dataset test = digits.test();
    ImmutableList<DigitPairs.Pair> pairs = DigitPairs.of(test, seed);
    float[][] from = rows(test, pairs.stream().mapToInt(DigitPairs.Pair::from).toArray());
    float[][] to = rows(test, pairs.stream().mapToInt(DigitPairs.Pair::to).toArray());
    Distribution distribution = flow.distribution();
    Ends middles = new Ends(from, to, distribution.toNoise(from), distribution.toNoise(to));

    List<Way> ways = new ArrayList<>();
    for (Interpolation kind : Interpolation.values()) {
      ways.add(walk(flow, kind, middles, false));
    }
    Optional<ContinuousFlow> continuous = ContinuousFlow.of(flow, digits.train(), from);
    if (continuous.isPresent()) {
      try (ContinuousFlow withOffsets = continuous.get()) {
        // Other offsets at the other end: the same would make the ends alike where both are black.
        Ends ends =
            new Ends(from, to, withOffsets.toNoise(from, seed), withOffsets.toNoise(to, seed + 1));
        ways.add(walk(flow, Interpolation.LINEAR, ends, true));
      }
    }
    ImmutableList<List<Integer>> labels =
        pairs.stream()
            .map(pair -> List.of(test.label(pair.from()), test.label(pair.to())))
            .collect(ImmutableList.toImmutableList());
    return new Ways(flow.spec(), labels, ImmutableList.copyOf(ways));
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

  private static double norm(float[] z) {
    double squares = 0;
    for (float value : z) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / z.length);
  }

  /** Both ends of every pair, as images and as noise. */
  private record Ends(float[][] from, float[][] to, float[][] fromNoise, float[][] toNoise) {}

  private static Way walk(FlowModel flow, Interpolation kind, Ends ends, boolean randomOffsets) {
    List<float[]> path = new ArrayList<>();
    for (int i = 0; i < ends.from().length; i++) {
      path.addAll(List.of(kind.path(ends.fromNoise()[i], ends.toNoise()[i])));
    }
    float[][] pixels = flow.distribution().toData(path.toArray(new float[0][]));
    double maxError = 0;
    ImmutableList.Builder<ImmutableList<Double>> norms = ImmutableList.builder();
    for (int i = 0; i < ends.from().length; i++) {
      int first = i * Interpolation.POINTS;
      int last = first + Interpolation.POINTS - 1;
      maxError = Math.max(maxError, difference(ends.from()[i], pixels[first]));
      maxError = Math.max(maxError, difference(ends.to()[i], pixels[last]));
      norms.add(
          path.subList(first, last + 1).stream()
              .map(Exercise1cInterpolation::norm)
              .collect(ImmutableList.toImmutableList()));
    }
    return new Way(kind, randomOffsets, pixels, norms.build(), maxError);
  }
}
