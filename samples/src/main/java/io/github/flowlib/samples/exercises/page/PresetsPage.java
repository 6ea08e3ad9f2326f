package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.PresetComparison;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.exercises.report.Page;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;

/** Runs {@link PresetComparison}, prints its table, and writes its page and its figures. */
public final class PresetsPage {

  /** Samples side by side. */
  private static final int GRID = 8;

  private PresetsPage() {}

  /**
   * Does everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path write(PresetComparison.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Digits digits = options.digits();
      PresetComparison.Result result = PresetComparison.run(options, out.path(), console);
      Tables.print(result.metrics(), result.baselines(), result.comparisons(), digits, console);

      Page page = new Page("Flows on digits", "Flows of several kinds, on the same images.");
      Sections.data(page, digits);
      page.heading("Likelihood");
      Sections.table(page, result.metrics(), result.baselines(), digits);
      Sections.comparisons(page, result.comparisons());
      Sections.curves(page, result.metrics(), digits);
      page.heading("Samples");
      page.figures(SampleFigures.grids(digits, result.models(), GRID, out.path()));
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              result.metrics(),
              result.baselines(),
              result.comparisons(),
              null,
              options.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }
}
