package io.github.flowlib.samples.exercises.measurement;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.CouplingsNeeded;
import io.github.flowlib.samples.exercises.report.Formats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Models with and without labels over the number of couplings.
 *
 * @param points one for each number of couplings, ascending
 */
public record CouplingSweep(ImmutableList<Point> points) {

  /** Fewer models make no curve. */
  public static final int LEAST = 3;

  /**
   * One number of couplings.
   *
   * @param without the model that knows no labels
   * @param with the conditional one
   */
  public record Point(TrainedModel without, TrainedModel with) {
    /** The number of couplings, which both have. */
    public int couplings() {
      return without.metrics().couplings();
    }
  }

  /**
   * A way to order models.
   *
   * @param name of the measure
   * @param compare how much better the first model is than the second; empty if it cannot be said
   */
  public record Measure(
      String name, BiFunction<TrainedModel, TrainedModel, Optional<Gain>> compare) {}

  /**
   * How much better one model is than another.
   *
   * @param value above 0 if it is better
   * @param standardError of the value
   */
  public record Gain(double value, double standardError) {
    /** Whether it is worse than chance explains. */
    public boolean isClearlyWorse() {
      return value < -2 * standardError;
    }
  }

  /**
   * The models of a run, if there are enough of them.
   *
   * @param without models that know no labels
   * @param with a conditional one for each of them, in the same order
   */
  public static Optional<CouplingSweep> of(List<TrainedModel> without, List<TrainedModel> with) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      points.add(new Point(without.get(i), with.get(i)));
    }
    points.sort(Comparator.comparingInt(Point::couplings));
    return points.size() < LEAST
        ? Optional.empty()
        : Optional.of(new CouplingSweep(ImmutableList.copyOf(points)));
  }

  /** By log p(x) of the test images, and by the distance of samples at every temperature. */
  public ImmutableList<Measure> measures() {
    ImmutableList.Builder<Measure> measures = ImmutableList.builder();
    measures.add(new Measure("log p(x)", CouplingSweep::logLikelihood));
    List<SampleQuality> qualities = points.get(0).without().metrics().sampleQuality();
    for (int i = 0; i < qualities.size(); i++) {
      int index = i;
      measures.add(
          new Measure(
              "Fréchet distance at temperature "
                  + Formats.temperature(qualities.get(i).temperature()),
              (one, other) -> distance(one, other, index)));
    }
    return measures.build();
  }

  private static Optional<Gain> logLikelihood(TrainedModel one, TrainedModel other) {
    Comparison paired =
        Comparison.of(
            one.metrics().name(),
            one.testLogProb(),
            other.metrics().name(),
            other.testLogProb(),
            1);
    return paired.hasStandardError()
        ? Optional.of(new Gain(paired.difference(), paired.standardError()))
        : Optional.empty();
  }

  /** The test images are the same for both, so that chance is in the samples. */
  private static Optional<Gain> distance(TrainedModel one, TrainedModel other, int index) {
    SampleQuality a = one.metrics().sampleQuality().get(index);
    SampleQuality b = other.metrics().sampleQuality().get(index);
    Double errorA = a.frechetDistanceStandardError();
    Double errorB = b.frechetDistanceStandardError();
    if (errorA == null || errorB == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Gain(
            requireNonNull(b.frechetDistance()) - requireNonNull(a.frechetDistance()),
            Math.hypot(errorA, errorB)));
  }

  /**
   * For every model without labels but the smallest, which cannot be had for less: how few
   * couplings reach it with and without labels. Without labels too fewer may be enough, and then
   * labels have not saved what was not needed.
   *
   * @return an entry for each model; none if the measure cannot tell
   */
  public ImmutableList<CouplingsNeeded> needed(Measure measure) {
    ImmutableList.Builder<CouplingsNeeded> needed = ImmutableList.builder();
    for (Point target : points.subList(1, points.size())) {
      OptionalInt without = smallest(measure, Point::without, target.without());
      OptionalInt with = smallest(measure, Point::with, target.without());
      if (without.isEmpty()) {
        return ImmutableList.of();
      }
      needed.add(
          new CouplingsNeeded(
              measure.name(), target.without().metrics().name(), without.getAsInt(), orNull(with)));
    }
    return needed.build();
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }

  private OptionalInt smallest(
      Measure measure, Function<Point, TrainedModel> kind, TrainedModel target) {
    return points.stream()
        .filter(
            point ->
                measure
                    .compare()
                    .apply(kind.apply(point), target)
                    .filter(gain -> !gain.isClearlyWorse())
                    .isPresent())
        .mapToInt(Point::couplings)
        .findFirst();
  }

  /** What is needed by all measures. */
  public ImmutableList<CouplingsNeeded> needed() {
    return measures().stream()
        .flatMap(measure -> needed(measure).stream())
        .collect(ImmutableList.toImmutableList());
  }
}
