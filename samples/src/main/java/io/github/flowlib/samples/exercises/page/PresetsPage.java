package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.FlowChoice;
import io.github.flowlib.samples.exercises.PresetComparison;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;

/** Runs {@link PresetComparison}, prints its table, and writes its page and its figures. */
public final class PresetsPage {

  /** Samples side by side, if no row has to have every digit or ten of one. */
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
      result.classifier().ifPresent(judge -> SampleTables.print(result.metrics(), judge, console));

      Page page = new Page("Flows on digits", "Flows of several kinds, on the same images.");
      Sections.data(page, digits);
      page.heading("Likelihood");
      Sections.table(page, result.metrics(), result.baselines(), digits);
      Sections.comparisons(page, result.comparisons());
      Sections.curves(page, result.metrics(), digits);
      page.heading("Samples");
      result
          .classifier()
          .ifPresent(judge -> SampleTables.write(page, result.metrics(), judge, digits));
      page.figures(SampleFigures.grids(digits, result.models(), side(options), out.path()));
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              result.metrics(),
              result.baselines(),
              result.comparisons(),
              null,
              result.classifier().orElse(null),
              ImmutableList.of(),
              null,
              options.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  private static int side(PresetComparison.Options options) {
    return options.choices().stream().anyMatch(FlowChoice::conditional) ? Digits.CLASSES : GRID;
  }
}
