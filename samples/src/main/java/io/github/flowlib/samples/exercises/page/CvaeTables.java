package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.report.CvaeMetrics;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Estimate;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Mean;
import io.github.flowlib.samples.exercises.report.EffectiveSamples;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.UnlabelledEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of a conditional variational autoencoder, for the console and for the page. */
final class CvaeTables {

  static final List<String> BOUNDS_HEADER =
      List.of("test images, label given", "nats", "std. error", "effective samples", "lowest 1 %");
  static final List<String> UNLABELLED_HEADER =
      List.of("test images", "nats", "std. error", "effective samples", "lowest 1 %");
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
                        "log p(x | y), " + samples(each.importanceSamples()),
                        new Mean(each.mean(), each.standardError()),
                        each.effectiveSamples())));
    return rows;
  }

  /** log p(x) without the label, and below it log p(x | y) of the same images. */
  static List<List<String>> unlabelled(CvaeMetrics metrics) {
    List<List<String>> rows = new ArrayList<>();
    for (UnlabelledEstimate each : metrics.unlabelled()) {
      String of =
          String.format(
              Locale.ROOT,
              "%s, first %,d images",
              samples(each.importanceSamples()),
              each.images());
      Estimate given = each.labelGiven();
      rows.add(row("log p(x), for each label " + of, each.logProb(), each.effectiveSamples()));
      rows.add(
          row(
              "log p(x | y), " + of,
              new Mean(given.mean(), given.standardError()),
              given.effectiveSamples()));
    }
    return rows;
  }

  private static String samples(int importanceSamples) {
    return String.format(
        Locale.ROOT,
        "%,d importance sample%s",
        importanceSamples,
        importanceSamples == 1 ? "" : "s");
  }

  private static List<String> row(String name, Mean mean) {
    return row(name, mean, "", "");
  }

  private static List<String> row(String name, Mean mean, EffectiveSamples effective) {
    return row(
        name,
        mean,
        String.format(Locale.ROOT, "%.1f", effective.mean()),
        String.format(Locale.ROOT, "%.1f", effective.lowestPercent()));
  }

  private static List<String> row(String name, Mean mean, String effective, String lowest) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%.2f", mean.mean()),
        mean.standardError() == null
            ? ""
            : String.format(Locale.ROOT, "%.2f", mean.standardError()),
        effective,
        lowest);
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
    if (!metrics.unlabelled().isEmpty()) {
      print(UNLABELLED_HEADER, unlabelled(metrics), console);
    }
    console.line("Active units: %d of %d.", metrics.activeUnits().active(), metrics.latent());
    console.line("%s", Formats.inWords(metrics.nearest()));
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
