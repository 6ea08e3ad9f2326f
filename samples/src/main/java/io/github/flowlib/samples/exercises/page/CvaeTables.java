package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.report.CvaeMetrics;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Mean;
import io.github.flowlib.samples.exercises.report.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of a conditional variational autoencoder, for the console and for the page. */
final class CvaeTables {

  static final List<String> BOUNDS_HEADER =
      List.of("test images, label given", "nats", "std. error");
  static final List<String> SAMPLES_HEADER = List.of("images", "read as asked", "Fréchet distance");

  private CvaeTables() {}

  /** Baselines, both forms of the bound, and estimates of log p(x | y). */
  static List<List<String>> bounds(CvaeMetrics metrics) {
    List<List<String>> rows = new ArrayList<>();
    metrics.baselines().forEach(each -> rows.add(row(each.name(), each.logProb())));
    rows.add(row("ELBO: E[log p(x | z, y)] - KL", metrics.elbo()));
    rows.add(row("ELBO: E[log p(x, z | y) - log q(z | x, y)]", metrics.elboJoint()));
    rows.add(row("of it KL(q(z | x, y) || p(z))", metrics.kl()));
    metrics
        .logProb()
        .forEach(
            each ->
                rows.add(
                    row(
                        String.format(
                            Locale.ROOT,
                            "log p(x | y), %,d importance sample%s",
                            each.importanceSamples(),
                            each.importanceSamples() == 1 ? "" : "s"),
                        new Mean(each.mean(), each.standardError()))));
    return rows;
  }

  private static List<String> row(String name, Mean mean) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%.2f", mean.mean()),
        mean.standardError() == null
            ? ""
            : String.format(Locale.ROOT, "%.2f", mean.standardError()));
  }

  /** What a classifier says of generated images, beside real ones. */
  static List<List<String>> samples(CvaeMetrics metrics) {
    List<List<String>> rows = new ArrayList<>();
    for (SampleQuality quality : metrics.sampleQuality()) {
      rows.add(
          List.of(
              String.format(
                  Locale.ROOT,
                  "%,d %s, T = %s",
                  quality.samples(),
                  quality.scored(),
                  Formats.temperature(quality.temperature())),
              quality.accuracy() == null ? "" : Formats.accuracy(quality.accuracy()),
              Formats.distance(quality.frechetDistance(), quality.frechetDistanceStandardError())));
    }
    if (metrics.classifier() != null) {
      rows.add(
          List.of(
              String.format(Locale.ROOT, "%,d test images", metrics.classifier().testRows()),
              Formats.accuracy(metrics.classifier().testAccuracy()),
              ""));
      rows.add(
          List.of(
              String.format(
                  Locale.ROOT, "%,d training images", metrics.classifier().referenceRows()),
              "",
              Formats.distance(
                  metrics.classifier().frechetDistance(),
                  metrics.classifier().frechetDistanceStandardError())));
    }
    return rows;
  }

  static void print(CvaeMetrics metrics, Console console) {
    console.line("");
    console.line(
        "CVAE: %,d weights, %,d binarized test images (%s)",
        metrics.parameters(), metrics.testRows(), metrics.data());
    print(BOUNDS_HEADER, bounds(metrics), console);
    if (!metrics.sampleQuality().isEmpty()) {
      print(SAMPLES_HEADER, samples(metrics), console);
    }
  }

  private static void print(List<String> header, List<List<String>> rows, Console console) {
    TextTable table = new TextTable(header);
    rows.forEach(table::row);
    console.out().print(table);
    console.line("");
  }
}
