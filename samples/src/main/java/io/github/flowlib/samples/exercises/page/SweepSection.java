package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.measurement.CouplingSweep;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.CouplingsNeeded;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.MarginalMetrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Chart;
import io.github.flowlib.samples.html.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the page says of models over the number of couplings. */
final class SweepSection {

  private static final String WITHOUT = "without labels";
  private static final String WITH = "with labels";

  private SweepSection() {}

  /** Charts over the number of couplings, and how many couplings are needed. */
  static void write(Page page, CouplingSweep sweep, ClassifierMetrics classifier) {
    page.heading("Over the number of couplings");
    needed(page, sweep);
    page.chart(
        chart(
            sweep,
            "Likelihood of test images, without being told the label",
            "bits per dimension",
            List.of(
                line(WITHOUT, 0, false, sweep, point -> bits(point.without())),
                line(WITH + ", marginal", 1, false, sweep, point -> bits(point.with())))),
        "Bits per dimension of test images; lower is better. Marginal: labels are not told. Bars:"
            + " one standard error by chance of the test images, which all models share:"
            + " differences between models are known better, see below.");
    page.chart(
        chart(
            sweep,
            "Distance of samples to real digits",
            "Fréchet distance",
            distances(sweep, classifier)),
        "Squared Fréchet distance of samples to real test images, at every temperature T; lower is"
            + " better, and real training images are as near as their line. Bars: one standard"
            + " error by chance of the samples.");
    page.chart(
        chart(
            sweep,
            "Samples that show the digit that was asked for",
            "read as asked, %",
            accuracies(sweep, classifier)),
        "Samples of conditional models that the classifier takes for the digit that was asked for,"
            + " and real test images that it reads rightly, in per cent. Bars: one standard error"
            + " by chance of the samples.");
    page.chart(
        chart(
            sweep,
            "Time of training",
            "seconds",
            List.of(
                line(WITHOUT, 0, false, sweep, point -> seconds(point.without())),
                line(WITH, 1, false, sweep, point -> seconds(point.with())))),
        "Wall-clock time of training.");
  }

  /** A row for each model that is to be reached, a column for each measure. */
  private static void needed(Page page, CouplingSweep sweep) {
    List<String> header = new ArrayList<>(List.of("no worse than"));
    List<List<String>> rows = new ArrayList<>();
    for (CouplingSweep.Measure measure : sweep.measures()) {
      List<CouplingsNeeded> needed = sweep.needed(measure);
      if (needed.isEmpty()) {
        continue;
      }
      header.add(measure.name());
      for (int i = 0; i < needed.size(); i++) {
        CouplingsNeeded each = needed.get(i);
        if (rows.size() <= i) {
          rows.add(new ArrayList<>(List.of(each.reference())));
        }
        rows.get(i)
            .add(
                each.without()
                    + " without, "
                    + (each.with() == null ? "none" : each.with())
                    + " with");
      }
    }
    if (!rows.isEmpty()) {
      page.table(
          header,
          rows,
          "The fewest couplings, of those that were tried, with which a model without or with labels"
              + " is not worse by more than two standard errors. None: all conditional models are"
              + " worse.");
    }
  }

  private static List<Chart.Line> distances(CouplingSweep sweep, ClassifierMetrics classifier) {
    List<Chart.Line> lines = new ArrayList<>();
    List<SampleQuality> qualities = qualities(sweep);
    for (int i = 0; i < qualities.size(); i++) {
      int index = i;
      String at = ", T = " + Formats.temperature(qualities.get(i).temperature());
      lines.add(line(WITHOUT + at, 0, i > 0, sweep, point -> distance(point.without(), index)));
      lines.add(line(WITH + at, 1, i > 0, sweep, point -> distance(point.with(), index)));
    }
    lines.add(level("real training images", sweep, classifier.frechetDistance()));
    return lines;
  }

  private static List<Chart.Line> accuracies(CouplingSweep sweep, ClassifierMetrics classifier) {
    List<Chart.Line> lines = new ArrayList<>();
    List<SampleQuality> qualities = qualities(sweep);
    for (int i = 0; i < qualities.size(); i++) {
      int index = i;
      lines.add(
          line(
              "samples, T = " + Formats.temperature(qualities.get(i).temperature()),
              1,
              i > 0,
              sweep,
              point -> accuracy(point.with(), index)));
    }
    lines.add(level("real test images", sweep, 100 * classifier.testAccuracy()));
    return lines;
  }

  /** A value and its standard error; null where they are not known. */
  private record Known(@Nullable Double value, @Nullable Double error) {}

  private static Known bits(TrainedModel model) {
    ModelMetrics metrics = model.metrics();
    MarginalMetrics marginal = metrics.marginal();
    double nats =
        marginal == null
            ? metrics.testLogLikelihoodStandardError()
            : marginal.testMarginalLogLikelihoodStandardError();
    return new Known(
        metrics.bitsPerDimensionWithoutLabel(),
        Double.isNaN(nats) ? null : (Double) (nats / (Digits.SIDE * Digits.SIDE * Math.log(2))));
  }

  private static Known distance(TrainedModel model, int index) {
    SampleQuality quality = model.metrics().sampleQuality().get(index);
    return new Known(quality.frechetDistance(), quality.frechetDistanceStandardError());
  }

  private static Known accuracy(TrainedModel model, int index) {
    SampleQuality quality = model.metrics().sampleQuality().get(index);
    Double part = quality.accuracy();
    return part == null
        ? new Known(null, null)
        : new Known(100 * part, 100 * Math.sqrt(part * (1 - part) / quality.samples()));
  }

  private static Known seconds(TrainedModel model) {
    return new Known(model.metrics().trainingSeconds(), null);
  }

  private static List<SampleQuality> qualities(CouplingSweep sweep) {
    return sweep.points().get(0).with().metrics().sampleQuality();
  }

  /** What real images get, whatever the number of couplings. */
  private static Chart.Line level(String label, CouplingSweep sweep, @Nullable Double value) {
    return new Chart.Line(label, 2, true, Collections.nCopies(sweep.points().size(), value));
  }

  private static Chart.Line line(
      String label,
      int colour,
      boolean dashed,
      CouplingSweep sweep,
      Function<CouplingSweep.Point, Known> known) {
    List<@Nullable Double> values = new ArrayList<>();
    List<@Nullable Double> errors = new ArrayList<>();
    for (CouplingSweep.Point point : sweep.points()) {
      Known each = known.apply(point);
      values.add(each.value());
      errors.add(each.error());
    }
    return new Chart.Line(label, colour, dashed, values, errors);
  }

  private static Chart chart(
      CouplingSweep sweep, String title, String label, List<Chart.Line> lines) {
    return new Chart(
        title,
        sweep.points().stream()
            .map(point -> (double) point.couplings())
            .collect(ImmutableList.toImmutableList()),
        "couplings",
        label,
        lines);
  }

  /** The models without labels, then those with labels. */
  static List<List<ModelMetrics>> kinds(CouplingSweep sweep) {
    return List.of(
        sweep.points().stream().map(point -> point.without().metrics()).toList(),
        sweep.points().stream().map(point -> point.with().metrics()).toList());
  }
}
