package io.github.flowlib.samples.exercises.plane;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.exercises.report.NamedGrid;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs {@link Plane}, prints its table, and writes its page and its figures. */
public final class PlanePage {

  private static final List<String> HEADER =
      List.of("flow", "weights", "seconds", "test nats", "std. error", "above entropy", "integral");

  private static final List<String> COLUMNS = List.of("density", "points", "grid of noise");

  private PlanePage() {}

  /**
   * Does everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   */
  public static Path write(Plane.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Plane.PlaneMetrics metrics = Plane.run(options, out.path(), console);
      console.line("");
      console.line("%,d test points of %s", metrics.testRows(), metrics.data());
      console.line(table(metrics.flows()).toString().stripTrailing());
      page(options.data(), metrics, out);
      ResultsFile.write(out.path(), metrics);
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  private static List<List<String>> rows(List<Plane.FlowMetrics> flows) {
    return flows.stream()
        .map(
            flow ->
                List.of(
                    flow.preset(),
                    String.format(Locale.ROOT, "%,d", flow.parameters()),
                    String.format(Locale.ROOT, "%.0f", flow.seconds()),
                    String.format(Locale.ROOT, "%.4f", flow.testNats()),
                    String.format(Locale.ROOT, "%.4f", flow.standardError()),
                    flow.gap() == null ? "" : String.format(Locale.ROOT, "%.4f", flow.gap()),
                    String.format(Locale.ROOT, "%.4f", flow.integral())))
        .toList();
  }

  private static TextTable table(List<Plane.FlowMetrics> flows) {
    TextTable table = new TextTable(HEADER);
    rows(flows).forEach(table::row);
    return table;
  }

  private static void page(PlaneData data, Plane.PlaneMetrics metrics, OutputDirectory out)
      throws IOException {
    Page page = new Page("Flows in the plane", "What flows make of " + data + ", to look at.");
    page.table(
        HEADER,
        rows(metrics.flows()),
        String.format(
            Locale.ROOT,
            "Trained on %,d points; mean of −log p over %,d test points, lower is better.%s The"
                + " integral of the density is a sum over a grid on [−12, 12]².",
            metrics.rows(),
            metrics.testRows(),
            data == PlaneData.EIGHT_GAUSSIANS
                ? String.format(
                    Locale.ROOT,
                    " No model can be below the entropy of the data, %.4f nats (but test points"
                        + " scatter about it).",
                    PlaneData.entropyOfEightGaussians())
                : ""));
    List<String> names = new ArrayList<>(List.of("data and noise"));
    for (Plane.FlowMetrics flow : metrics.flows()) {
      names.add(PlanePreset.parse(flow.preset()).title());
    }
    page.grid(
        new Page.Figure(
            out.path(Plane.PICTURE),
            "Density, points and a grid of noise, of the data and of every flow",
            "In the first row the training points, counted in squares and one by one, and a"
                + " square grid of noise from −3 to 3; below, of each flow the density, samples,"
                + " and where that grid goes."),
        "",
        COLUMNS,
        names);
    NamedGrid.write(out.path(Plane.PICTURE), "", COLUMNS, names);
    page.heading("Again");
    page.command(metrics.command());
    page.write(out.path("index.html"));
  }
}
