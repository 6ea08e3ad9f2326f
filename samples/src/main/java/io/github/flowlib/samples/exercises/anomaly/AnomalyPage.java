package io.github.flowlib.samples.exercises.anomaly;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.html.Chart;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs {@link Anomaly}, prints its table, and writes the score of every row, its page and its
 * figures.
 */
public final class AnomalyPage {

  private static final int ROC_POINTS = 101;

  private AnomalyPage() {}

  /**
   * Does everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if a table cannot be read, or results cannot be written
   */
  public static Path write(Anomaly.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Anomaly.Result result = Anomaly.run(options, out.path(), console);
      Anomaly.AnomalyMetrics metrics = result.metrics();
      writeScores(out.path("scores.csv"), result.scores(), metrics.threshold());
      writePage(metrics, result.roc(), out);
      ResultsFile.write(out.path(), metrics);
      print(metrics, console);
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  private static void writeScores(Path file, double[] scores, double threshold) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("row,score,alarm");
    for (int i = 0; i < scores.length; i++) {
      lines.add(
          String.format(
              Locale.ROOT, "%d,%.4f,%d", i + 1, scores[i], scores[i] > threshold ? 1 : 0));
    }
    Files.write(file, lines);
  }

  private static List<List<String>> rows(Anomaly.AnomalyMetrics metrics) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("training rows", "%,d", metrics.trainRows()));
    rows.add(row("scored rows", "%,d", metrics.scoredRows()));
    rows.add(row("threshold on −log p, nats", "%.3f", metrics.threshold()));
    rows.add(row("rows above it", "%,d", metrics.alarms()));
    if (metrics.rocArea() != null) {
      rows.add(row("anomalies found", "%.1f %%", 100 * requireNonNull(metrics.found())));
      rows.add(
          row(
              "false alarms (asked for: %s %%)".formatted(100 * metrics.falseAlarmRate()),
              "%.1f %%",
              100 * requireNonNull(metrics.falseAlarms())));
      rows.add(row("area under the ROC curve", "%.3f", metrics.rocArea()));
      rows.add(
          row(
              "area of a Gaussian with independent columns",
              "%.3f",
              requireNonNull(metrics.gaussianRocArea())));
    }
    rows.add(row("seconds of training", "%.0f", metrics.seconds()));
    return rows;
  }

  private static List<String> row(String name, String format, Object value) {
    return List.of(name, String.format(Locale.ROOT, format, value));
  }

  private static void print(Anomaly.AnomalyMetrics metrics, Console console) {
    TextTable table = new TextTable(List.of("what", "value"));
    rows(metrics).forEach(table::row);
    console.line("");
    console.out().print(table);
    console.line("");
  }

  private static void writePage(
      Anomaly.AnomalyMetrics metrics, Optional<Roc> roc, OutputDirectory out) throws IOException {
    Page page =
        new Page(
            "Anomaly scores",
            "A flow learned what normal rows look like; a row is as strange as −log p is high.");
    page.table(
        List.of("what", "value"),
        rows(metrics),
        "The threshold is where the chosen share of normal rows raises an alarm, judged on a tenth of"
            + " them that took no part in training. scores.csv beside this page has every row.");
    if (roc.isPresent()) {
      page.heading("Anomalies found against false alarms");
      ImmutableList<Double> x =
          IntStream.range(0, ROC_POINTS)
              .mapToObj(i -> i / (ROC_POINTS - 1.0))
              .collect(ImmutableList.toImmutableList());
      page.chart(
          new Chart(
              "ROC curve",
              x,
              "false alarms, share of normal rows",
              "anomalies found",
              List.of(
                  new Chart.Line(
                      "flow", 0, false, x.stream().map(each -> roc.get().foundAt(each)).toList()),
                  new Chart.Line("guessing", 1, true, x))),
          "Over all thresholds; the area below the curve is the probability that an anomaly scores"
              + " higher than a normal row.");
    }
    page.heading("Again");
    page.command(metrics.command());
    page.write(out.path("index.html"));
  }
}
