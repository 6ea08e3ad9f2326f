package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimaps;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.MarginalMetrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of results, for the console and for the page. */
final class Tables {

  private Tables() {}

  /** Column names; some columns are only there where a row has a figure for them. */
  static List<String> header(List<ModelMetrics> models, List<BaselineMetrics> baselines) {
    List<String> header =
        new ArrayList<>(
            List.of("model", "weights", "epochs", "seconds", "test nats", "std. error"));
    if (hasLogit(models, baselines)) {
      header.addAll(List.of("logit nats", "std. error"));
    }
    header.add("bits/dim");
    if (hasAccuracy(models)) {
      header.add("accuracy");
    }
    return header;
  }

  static boolean hasLogit(List<ModelMetrics> models, List<BaselineMetrics> baselines) {
    return models.stream().anyMatch(model -> model.testLogLikelihoodLogit() != null)
        || baselines.stream().anyMatch(baseline -> baseline.testLogLikelihoodLogit() != null);
  }

  private static boolean hasAccuracy(List<ModelMetrics> models) {
    return models.stream().anyMatch(model -> model.marginal() != null);
  }

  /**
   * One row of cells for each baseline, then for each model; a conditional model has a second one,
   * for its marginal.
   */
  static List<List<String>> rows(List<ModelMetrics> models, List<BaselineMetrics> baselines) {
    List<Row> rows = new ArrayList<>();
    baselines.forEach(baseline -> rows.add(row(baseline)));
    for (ModelMetrics model : models) {
      MarginalMetrics marginal = model.marginal();
      rows.add(row(marginal == null ? model.name() : ModelName.givenLabel(model.name()), model));
      if (marginal != null) {
        rows.add(row(ModelName.marginal(model.name()), marginal));
      }
    }
    boolean logit = hasLogit(models, baselines);
    boolean accuracy = hasAccuracy(models);
    return rows.stream().map(row -> row.cells(logit, accuracy)).toList();
  }

  /** What the columns show. */
  private record Row(
      List<String> model,
      double nats,
      double error,
      @Nullable Double logitNats,
      @Nullable Double logitError,
      double bits,
      @Nullable Double accuracy) {

    List<String> cells(boolean withLogit, boolean withAccuracy) {
      List<String> cells = new ArrayList<>(model);
      cells.add(Formats.nats(nats));
      cells.add(Formats.nats(error));
      if (withLogit) {
        cells.add(Formats.nats(logitNats));
        cells.add(Formats.nats(logitError));
      }
      cells.add(Formats.bits(bits));
      if (withAccuracy) {
        cells.add(accuracy == null ? "" : Formats.percent(accuracy));
      }
      return cells;
    }
  }

  private static Row row(BaselineMetrics baseline) {
    return new Row(
        List.of(baseline.name(), "", "", Formats.seconds(baseline.seconds())),
        baseline.testLogLikelihood(),
        baseline.testLogLikelihoodStandardError(),
        baseline.testLogLikelihoodLogit(),
        baseline.testLogLikelihoodLogitStandardError(),
        baseline.testBitsPerDimension(),
        null);
  }

  private static Row row(String name, ModelMetrics model) {
    return new Row(
        List.of(
            name,
            String.format(Locale.ROOT, "%,d", model.parameters()),
            model.epochs() == null ? "" : model.epochs().toString(),
            model.trainingSeconds() == null ? "" : Formats.seconds(model.trainingSeconds())),
        model.testLogLikelihood(),
        model.testLogLikelihoodStandardError(),
        model.testLogLikelihoodLogit(),
        model.testLogLikelihoodLogitStandardError(),
        model.testBitsPerDimension(),
        null);
  }

  private static Row row(String name, MarginalMetrics marginal) {
    return new Row(
        List.of(name, "", "", ""),
        marginal.testMarginalLogLikelihood(),
        marginal.testMarginalLogLikelihoodStandardError(),
        marginal.testMarginalLogLikelihoodLogit(),
        null,
        marginal.testMarginalBitsPerDimension(),
        marginal.testAccuracy());
  }

  /** How test images come back; models of which the same is true stand together. */
  static String roundTrips(List<ModelMetrics> models) {
    ListMultimap<String, String> names = LinkedListMultimap.create();
    for (ModelMetrics model : models) {
      names.put(
          Formats.roundTrip(model.largestRoundTripError()),
          model.roundTripImages() == null
              ? model.name()
              : model.name() + ", the first " + model.roundTripImages());
    }
    return Multimaps.asMap(names).entrySet().stream()
        .map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
        .collect(Collectors.joining("; ", "Test images to noise and back: ", ""));
  }

  /** What paired comparisons say, a row for each. */
  static List<List<String>> comparisons(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(
            each ->
                List.of(
                    each.model() + " minus " + each.comparedWith(),
                    Formats.difference(each),
                    Formats.standardError(each),
                    String.format(Locale.ROOT, "%+.4f", each.differenceBitsPerDimension()),
                    each.isClear() ? "yes" : "no"))
        .toList();
  }

  /** Prints the table, and below it what the comparisons say. */
  static void print(
      List<ModelMetrics> models,
      List<BaselineMetrics> baselines,
      List<Comparison> comparisons,
      Digits digits,
      Console console) {
    TextTable table = new TextTable(header(models, baselines));
    rows(models, baselines).forEach(table::row);
    console.line("");
    console.line("%,d test images (%s)", digits.test().rows(), digits.source());
    console.out().print(table);
    for (Comparison each : comparisons) {
      console.line(
          "%s minus %s, image by image: %s nats (std. error %s), %+.4f bits/dim",
          each.model(),
          each.comparedWith(),
          Formats.difference(each),
          Formats.standardError(each),
          each.differenceBitsPerDimension());
    }
    console.line("%s.", roundTrips(models));
    console.line("");
  }
}
