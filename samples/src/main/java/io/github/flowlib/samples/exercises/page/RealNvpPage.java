package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs {@link Exercise1abRealNvp}, prints its table, and writes its page and its figures. */
public final class RealNvpPage {

  private RealNvpPage() {}

  /**
   * Does everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path write(Exercise1abRealNvp.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Exercise1abRealNvp.Result result =
          Exercise1abRealNvp.run(options, out.path(), console, Optional.empty());
      Tables.print(
          result.metrics(), result.baselines(), result.comparisons(), options.digits(), console);

      Page page =
          new Page(
              "RealNVP on digits",
              result.models().size() == 1
                  ? "A dense normalizing flow, what it learned, and what it draws."
                  : "How much do more couplings help? Dense normalizing flows, trained on the same"
                      + " images and judged on the same test set.");
      Sections.data(page, options.digits());
      Sections.models(page, options.digits(), result, out.path());
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
