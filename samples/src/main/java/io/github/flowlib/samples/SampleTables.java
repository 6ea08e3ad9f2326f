package io.github.flowlib.samples;

import io.github.flowlib.samples.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.evaluation.DigitClassifier;
import io.github.flowlib.samples.evaluation.SampleQuality;
import io.github.flowlib.samples.report.MarginalMetrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.Page;
import io.github.flowlib.samples.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of what samples are like, for the console and for the page. */
final class SampleTables {

  /** Below this a Fréchet distance says more of how few images there are than of the model. */
  private static final int FEW = 2000;

  private SampleTables() {}

  static List<String> header(List<ModelMetrics> models) {
    List<String> header = new ArrayList<>(List.of("model", "bits/dim", "seconds"));
    for (SampleQuality quality : models.get(0).sampleQuality()) {
      header.add("Fréchet, T = " + temperature(quality.temperature()));
    }
    for (SampleQuality quality : models.get(0).sampleQuality()) {
      header.add("read as asked, T = " + temperature(quality.temperature()));
    }
    return header;
  }

  /** A row for each model, and what real images get. */
  static List<List<String>> rows(List<ModelMetrics> models, ClassifierMetrics classifier) {
    List<List<String>> rows = new ArrayList<>();
    for (ModelMetrics model : models) {
      List<String> row = new ArrayList<>();
      row.add(model.name());
      row.add(Tables.bits(bits(model)));
      row.add(
          model.trainingSeconds() == null
              ? ""
              : String.format(Locale.ROOT, "%.1f", model.trainingSeconds()));
      for (SampleQuality quality : model.sampleQuality()) {
        row.add(distance(quality.frechetDistance(), quality.frechetDistanceStandardError()));
      }
      for (SampleQuality quality : model.sampleQuality()) {
        row.add(quality.accuracy() == null ? "" : accuracy(quality.accuracy()));
      }
      rows.add(row);
    }
    int temperatures = models.get(0).sampleQuality().size();
    rows.add(
        real(
            "Real training images",
            temperatures,
            distance(classifier.frechetDistance(), classifier.frechetDistanceStandardError()),
            ""));
    rows.add(real("Real test images", temperatures, "", accuracy(classifier.testAccuracy())));
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

  /** Of log p(x), whether or not a model knows labels. */
  static double bits(ModelMetrics model) {
    MarginalMetrics marginal = model.marginal();
    return marginal == null
        ? model.testBitsPerDimension()
        : marginal.testMarginalBitsPerDimension();
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
            accuracy(classifier.testAccuracy()),
            DigitClassifier.FEATURES,
            classifier.referenceRows(),
            samples < FEW || classifier.testRows() < FEW
                ? " With so few images the distances are too large and much by chance."
                : ""));
  }

  /** One line for the console. */
  static String inWords(SampleQuality quality) {
    Double distance = quality.frechetDistance();
    Double accuracy = quality.accuracy();
    return String.format(
        Locale.ROOT,
        "%,d %s at temperature %s%s%s",
        quality.samples(),
        quality.scored(),
        temperature(quality.temperature()),
        distance == null ? "" : ", Fréchet distance " + distance(distance),
        accuracy == null ? "" : ", " + accuracy(accuracy) + " read as asked");
  }

  static String temperature(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  static String distance(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  /** With its error, where that is known. */
  static String distance(@Nullable Double value, @Nullable Double standardError) {
    return distance(value) + (standardError == null ? "" : " ± " + distance(standardError));
  }

  /** With two digits: the best are above 99 %. */
  static String accuracy(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }
}
