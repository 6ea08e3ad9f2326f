package io.github.flowlib.samples;

import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimaps;
import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of results, for the console and for the page. */
final class Tables {

  private Tables() {}

  /**
   * Column names; likelihoods in logit space have a column where a row has one.
   *
   * @param logit true if a row has one
   */
  static List<String> header(boolean logit) {
    List<String> header =
        new ArrayList<>(
            List.of("model", "weights", "epochs", "seconds", "test nats", "std. error"));
    if (logit) {
      header.addAll(List.of("logit nats", "std. error"));
    }
    header.add("bits/dim");
    return header;
  }

  static boolean hasLogit(List<ModelMetrics> models, List<BaselineMetrics> baselines) {
    return models.stream().anyMatch(model -> model.testLogLikelihoodLogit() != null)
        || baselines.stream().anyMatch(baseline -> baseline.testLogLikelihoodLogit() != null);
  }

  /** One row of cells for each baseline, then for each model. */
  static List<List<String>> rows(List<ModelMetrics> models, List<BaselineMetrics> baselines) {
    boolean logit = hasLogit(models, baselines);
    List<List<String>> rows = new ArrayList<>();
    for (BaselineMetrics baseline : baselines) {
      List<String> row = new ArrayList<>(List.of(baseline.name(), "", ""));
      row.add(String.format(Locale.ROOT, "%.1f", baseline.seconds()));
      row.add(nats(baseline.testLogLikelihood()));
      row.add(nats(baseline.testLogLikelihoodStandardError()));
      if (logit) {
        row.add(nats(baseline.testLogLikelihoodLogit()));
        row.add(nats(baseline.testLogLikelihoodLogitStandardError()));
      }
      row.add(bits(baseline.testBitsPerDimension()));
      rows.add(row);
    }
    for (ModelMetrics model : models) {
      List<String> row = new ArrayList<>();
      row.add(model.name());
      row.add(String.format(Locale.ROOT, "%,d", model.parameters()));
      row.add(model.epochs() == null ? "" : model.epochs().toString());
      row.add(
          model.trainingSeconds() == null
              ? ""
              : String.format(Locale.ROOT, "%.1f", model.trainingSeconds()));
      row.add(nats(model.testLogLikelihood()));
      row.add(nats(model.testLogLikelihoodStandardError()));
      if (logit) {
        row.add(nats(model.testLogLikelihoodLogit()));
        row.add(nats(model.testLogLikelihoodLogitStandardError()));
      }
      row.add(bits(model.testBitsPerDimension()));
      rows.add(row);
    }
    return rows;
  }

  static String nats(@Nullable Double value) {
    return value == null || value.isNaN() ? "" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** How pixels come back that a model sent to noise, in grey levels. */
  static String back(double largestError) {
    // Rounded up: "within 0.0 grey levels" would promise too much.
    return largestError == 0
        ? "every pixel exactly"
        : String.format(
            Locale.ROOT, "every pixel within %.1f grey levels", Math.ceil(largestError * 10) / 10);
  }

  /** How test images come back; models of which the same is true stand together. */
  static String roundTrips(List<ModelMetrics> models) {
    ListMultimap<String, String> names = LinkedListMultimap.create();
    models.forEach(model -> names.put(back(model.largestRoundTripError()), model.name()));
    return Multimaps.asMap(names).entrySet().stream()
        .map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
        .collect(Collectors.joining("; ", "Test images to noise and back: ", ""));
  }

  static String bits(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Prints the table, and below it what the comparisons say. */
  static void print(
      List<ModelMetrics> models,
      List<BaselineMetrics> baselines,
      List<Comparison> comparisons,
      Digits digits,
      Console console) {
    TextTable table = new TextTable(header(hasLogit(models, baselines)));
    rows(models, baselines).forEach(table::row);
    console.line("");
    console.line("%,d test images (%s)", digits.test().rows(), digits.source());
    console.out().print(table);
    for (Comparison each : comparisons) {
      console.line(
          "%s minus %s, image by image: %+.1f nats (std. error %s), %+.4f bits/dim",
          each.model(),
          each.comparedWith(),
          each.difference(),
          each.hasStandardError() ? nats(each.standardError()) : "unknown",
          each.differenceBitsPerDimension());
    }
    console.line("%s.", roundTrips(models));
    console.line("");
  }
}
