package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import java.io.IOException;
import java.nio.file.Path;

/** All exercises in short form, in a few minutes, on one page. */
public final class Tour {

  /** Small networks and few epochs, for two cores and little patience. */
  public static final FitOptions FIT =
      new FitOptions(
          4,
          FitOptions.DEFAULTS.batchSize(),
          1e-3,
          FitOptions.DEFAULTS.seed(),
          ImmutableList.of(512, 512));

  private Tour() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param couplings of the models to compare
   * @param fit how to train
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits, ImmutableList<Integer> couplings, FitOptions fit, Path out, String command) {}

  /**
   * Runs all exercises and writes everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path run(Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Digits digits = options.digits();
      Exercise1RealNvp.Result flows =
          Exercise1RealNvp.compare(
              new Exercise1RealNvp.Options(
                  digits,
                  options.couplings(),
                  Preprocessing.MARGINALS,
                  options.fit(),
                  options.out(),
                  options.command()),
              out.path(),
              console);
      Exercise1Interpolation.Result interpolation;
      try (FlowModel best = Models.load(flows.best().directory())) {
        interpolation =
            Exercise1Interpolation.interpolate(best, digits, options.fit().seed(), out.path());
      }
      Tables.print(flows.metrics(), flows.baselines(), flows.comparisons(), digits, console);

      Page page =
          new Page(
              "A tour of flowlib",
              "Normalizing flows learn digits: two models trained in minutes, what they cost, what"
                  + " they draw, and what lies between two digits.");
      Sections.data(page, digits);
      Sections.models(page, digits, flows, out.path());
      InterpolationSection.write(page, interpolation, digits, flows.best().metrics().name());
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              flows.metrics(),
              flows.baselines(),
              flows.comparisons(),
              interpolation.metrics(),
              options.command(),
              Metrics.Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }
}
