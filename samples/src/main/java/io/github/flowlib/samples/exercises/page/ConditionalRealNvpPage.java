package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.Exercise2abConditionalRealNvp;
import io.github.flowlib.samples.exercises.measurement.CouplingSweep;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs {@link Exercise2abConditionalRealNvp}, prints its tables, and writes its page and its
 * figures.
 */
public final class ConditionalRealNvpPage {

  private ConditionalRealNvpPage() {}

  /**
   * Does everything.
   *
   * @param options what to do: the choices are those of exercise 1
   * @param console hears of the progress, and gets the tables
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path write(Exercise1abRealNvp.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Exercise2abConditionalRealNvp.Result result =
          Exercise2abConditionalRealNvp.run(options, out.path(), console);
      Tables.print(
          result.metrics(),
          result.unconditional().baselines(),
          result.allComparisons(),
          options.digits(),
          console);
      SampleTables.print(result.metrics(), result.classifier(), console);

      Page page =
          new Page(
              "Conditional RealNVP on digits",
              "What is a label worth? Dense normalizing flows that know which digit they draw,"
                  + " beside flows that do not.");
      Sections.data(page, options.digits());
      ConditionalSection.write(page, options.digits(), result, out.path());
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              result.metrics(),
              result.unconditional().baselines(),
              result.allComparisons(),
              null,
              result.classifier(),
              result.sweep().map(CouplingSweep::needed).orElse(ImmutableList.of()),
              null,
              options.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }
}
