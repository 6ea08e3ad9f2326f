package io.github.flowlib.samples;

import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    return value == null ? "" : String.format(Locale.ROOT, "%.1f", value);
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
          "%s minus %s, image by image: %+.1f nats (std. error %.1f), %+.4f bits/dim",
          each.model(),
          each.comparedWith(),
          each.difference(),
          each.standardError(),
          each.differenceBitsPerDimension());
    }
    console.line("");
  }
}
