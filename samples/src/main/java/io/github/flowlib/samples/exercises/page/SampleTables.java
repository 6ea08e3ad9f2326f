package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.exercises.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.exercises.evaluation.DigitClassifier;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what samples are like, for the console and for the page. */
final class SampleTables {

  /** Below this a Fréchet distance says more of how few images there are than of the model. */
  private static final int FEW = 2000;

  private SampleTables() {}

  static List<String> header(List<ModelMetrics> models) {
    List<String> header = new ArrayList<>(List.of("model", "bits/dim", "seconds"));
    for (SampleQuality quality : models.get(0).sampleQuality()) {
      header.add("Fréchet, T = " + Formats.temperature(quality.temperature()));
    }
    for (SampleQuality quality : models.get(0).sampleQuality()) {
      header.add("read as asked, T = " + Formats.temperature(quality.temperature()));
    }
    return header;
  }

  /** A row for each model, and what real images get. */
  static List<List<String>> rows(List<ModelMetrics> models, ClassifierMetrics classifier) {
    List<List<String>> rows = new ArrayList<>();
    for (ModelMetrics model : models) {
      List<String> row = new ArrayList<>();
      row.add(model.name());
      row.add(Formats.bits(model.bitsPerDimensionWithoutLabel()));
      row.add(model.trainingSeconds() == null ? "" : Formats.seconds(model.trainingSeconds()));
      for (SampleQuality quality : model.sampleQuality()) {
        row.add(
            Formats.distance(quality.frechetDistance(), quality.frechetDistanceStandardError()));
      }
      for (SampleQuality quality : model.sampleQuality()) {
        row.add(quality.accuracy() == null ? "" : Formats.accuracy(quality.accuracy()));
      }
      rows.add(row);
    }
    int temperatures = models.get(0).sampleQuality().size();
    rows.add(
        real(
            "Real training images",
            temperatures,
            Formats.distance(
                classifier.frechetDistance(), classifier.frechetDistanceStandardError()),
            ""));
    rows.add(
        real("Real test images", temperatures, "", Formats.accuracy(classifier.testAccuracy())));
    return rows;
  }

  /** Real images have no temperature: their figures stand where samples are drawn as they are. */
  private static List<String> real(
      String name, int temperatures, String distance, String accuracy) {
    List<String> row = new ArrayList<>(List.of(name, "", "", distance));
    for (int i = 1; i < temperatures; i++) {
      row.add("");
    }
    row.add(accuracy);
    for (int i = 1; i < temperatures; i++) {
      row.add("");
    }
    return row;
  }

  static void print(List<ModelMetrics> models, ClassifierMetrics classifier, Console console) {
    TextTable table = new TextTable(header(models));
    rows(models, classifier).forEach(table::row);
    console.line(
        "%,d samples of every model and temperature T; bits/dim of conditional models are marginal",
        models.get(0).sampleQuality().get(0).samples());
    console.out().print(table);
    console.line("");
  }

  /** The table with its caption. */
  static void write(
      Page page, List<ModelMetrics> models, ClassifierMetrics classifier, Digits digits) {
    String kind = digits.isSynthetic() ? "synthetic" : "real";
    int samples = models.get(0).sampleQuality().get(0).samples();
    List<List<String>> rows = rows(models, classifier);
    if (digits.isSynthetic()) {
      rows.forEach(row -> row.set(0, row.get(0).replaceFirst("^Real ", "Synthetic ")));
    }
    page.table(
        header(models),
        rows,
        String.format(
            Locale.ROOT,
            "%,d samples of every model at every temperature T, drawn, not chosen; conditional"
                + " models draw the digits 0 to 9 in turn. A convolutional network that was"
                + " trained on %,d %s digits, and on no samples, reads them; of %,d %s test images"
                + " it reads %s rightly. Fréchet: squared Fréchet distance from the samples to the"
                + " test images in the %d features of that network; lower is better, and"
                + " %,d training images would get what stands in their row; ± one standard error by chance of the samples. It can be compared"
                + " within this page only. Read as asked: samples that the network takes for the"
                + " digit that was asked for. Bits per dimension are those of log p(x), marginal"
                + " for conditional models. Seconds: training.%s",
            samples,
            classifier.trainRows(),
            kind,
            classifier.testRows(),
            kind,
            Formats.accuracy(classifier.testAccuracy()),
            DigitClassifier.FEATURES,
            classifier.referenceRows(),
            samples < FEW || classifier.testRows() < FEW
                ? " With so few images the distances are too large and much by chance."
                : ""));
  }
}
