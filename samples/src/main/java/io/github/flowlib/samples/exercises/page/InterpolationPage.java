package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;

/** Runs {@link Exercise1cInterpolation}, prints its table, and writes its page and its figures. */
public final class InterpolationPage {

  private InterpolationPage() {}

  /**
   * Does everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if the model cannot be read or results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced, or the model
   *     is none of digits without context
   */
  public static Path write(Exercise1cInterpolation.Options options, Console console)
      throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Exercise1cInterpolation.Result result =
          Exercise1cInterpolation.run(options, out.path(), console);
      Exercise1cInterpolation.Ways ways = result.ways();
      ImmutableList<ModelMetrics> models =
          result.model().map(ImmutableList::of).orElse(ImmutableList.of());
      if (!models.isEmpty()) {
        Tables.print(models, result.baselines(), ImmutableList.of(), options.digits(), console);
      }
      console.line(
          "%d pairs of digits; both ends came back, %s.",
          ways.pairs().size(), Formats.roundTrip(ways.maxEndPointError()));

      Page page =
          new Page(
              "From one digit to another",
              "What lies between two handwritten digits, as a normalizing flow sees it.");
      Sections.data(page, options.digits());
      InterpolationSection.write(page, ways, options.digits(), result.name(), out.path());
      page.heading("The model");
      if (models.isEmpty()) {
        page.paragraph(
            result.name()
                + " comes with the samples, trained for 23 epochs on MNIST. How good it is stands"
                + " in docs/results.md; interpolate --model DIR measures the model that it takes.");
      } else {
        Sections.table(page, models, result.baselines(), options.digits());
      }
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              models,
              result.baselines(),
              ImmutableList.of(),
              ways.metrics(),
              options.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }
}
