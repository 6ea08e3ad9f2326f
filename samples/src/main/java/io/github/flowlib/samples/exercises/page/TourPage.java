package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Tour;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.report.Page;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link Tour}, prints its tables, and writes its page and its figures. */
public final class TourPage {

  private TourPage() {}

  /**
   * Does everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the tables
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path write(Tour.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Digits digits = options.digits();
      Tour.Result result = Tour.run(options, out.path(), console);
      ImmutableList<ModelMetrics> models =
          ImmutableList.<ModelMetrics>builder()
              .addAll(result.flows().metrics())
              .add(result.labelled().with().metrics())
              .build();
      ImmutableList<Comparison> comparisons =
          ImmutableList.<Comparison>builder()
              .addAll(result.flows().comparisons())
              .add(result.labelled().comparison())
              .build();
      Tables.print(models, result.flows().baselines(), comparisons, digits, console);
      CvaeTables.print(result.autoencoder().metrics(), console);

      Page page =
          new Page(
              "A tour of flowlib",
              "Normalizing flows and a conditional variational autoencoder learn digits in minutes:"
                  + " what they cost, what they draw, and what lies between two digits.");
      Sections.data(page, digits);
      Sections.models(page, digits, result.flows(), out.path());
      InterpolationSection.write(
          page, result.ways(), digits, result.flows().best().metrics().name(), out.path());
      labels(page, digits, result.labelled(), out.path());
      autoencoder(page, result, out.path());
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              models,
              result.flows().baselines(),
              comparisons,
              result.ways().metrics(),
              null,
              ImmutableList.of(),
              result.autoencoder().metrics(),
              options.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  private static void labels(Page page, Digits digits, Tour.Labelled labelled, Path out)
      throws IOException {
    page.heading("Exercise 2: told which digit it is");
    Sections.table(
        page, List.of(labelled.without().metrics(), labelled.with().metrics()), List.of(), digits);
    Sections.comparisons(page, List.of(labelled.comparison()));
    page.figures(List.of(SampleFigures.samples(digits, labelled.with(), Digits.CLASSES, out)));
    SampleFigures.temperatures(page, labelled.with(), out);
  }

  private static void autoencoder(Page page, Tour.Result result, Path out) throws IOException {
    CvaeSection.inShort(page, result.autoencoder(), out);
    Path number = out.resolve("number.png");
    result.number().write(number);
    page.paragraph(
        "The samples bring a conditional autoencoder that was trained for longer. It draws any number,"
            + " every digit generated conditionally:");
    page.figures(
        List.of(
            new Page.Figure(
                number, "The number " + Tour.NUMBER, "samples/flowlib draw " + Tour.NUMBER)));
  }
}
