package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Tour;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.Metrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link Tour}, prints its tables, and writes its page and its figures. */
public final class TourPage {

  /** Samples side by side. */
  private static final int SIDE = 8;

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
      shipped(
          page,
          SampleFigures.samples(digits, result.flows().best(), SIDE, out.path()),
          ImageFigure.write(
              result.shipped().flow(),
              SIDE,
              out.path().resolve("shipped-multi-scale-realnvp.png"),
              "A grid of digits made by the multi-scale RealNVP of the samples",
              "Multi-scale RealNVP(16) of the samples: drawn at temperature 1, not chosen."));
      InterpolationSection.write(
          page, result.ways(), digits, result.flows().best().metrics().name(), out.path());
      labels(page, digits, result, out.path());
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

  /** What a few minutes gave, and beside it a model that had more time. */
  private static void shipped(Page page, Page.Figure trained, Page.Figure shipped)
      throws IOException {
    page.paragraph(
        "On the left what these minutes gave; on the right a model that comes with the samples,"
            + " which was trained on MNIST for longer:");
    page.figures(List.of(trained, shipped));
  }

  private static void labels(Page page, Digits digits, Tour.Result result, Path out)
      throws IOException {
    Tour.Labelled labelled = result.labelled();
    page.heading("Exercise 2: told which digit it is");
    Sections.table(
        page, List.of(labelled.without().metrics(), labelled.with().metrics()), List.of(), digits);
    Sections.comparisons(page, List.of(labelled.comparison()));
    shipped(
        page,
        SampleFigures.samples(digits, labelled.with(), Digits.CLASSES, out),
        ImageFigure.write(
            result.shipped().conditionalFlow(),
            Digits.CLASSES,
            out.resolve("shipped-conditional-multi-scale-realnvp.png"),
            "A grid of digits made by the conditional multi-scale RealNVP of the samples",
            "Conditional multi-scale RealNVP(16) of the samples: one row for each digit, 0 to 9,"
                + " drawn at temperature 1, not chosen."));
    SampleFigures.temperatures(page, labelled.with(), out);
  }

  private static void autoencoder(Page page, Tour.Result result, Path out) throws IOException {
    Page.Figure trained = CvaeSection.inShort(page, result.autoencoder(), out);
    shipped(
        page,
        trained,
        ImageFigure.write(
            result.shipped().autoencoder(),
            Digits.CLASSES,
            out.resolve("shipped-cvae.png"),
            "A grid of digits made by the autoencoder of the samples",
            "Autoencoder of the samples: one row for each digit, 0 to 9; means of the decoder, not"
                + " chosen."));
    Path number = out.resolve("number.png");
    result.number().write(number);
    page.paragraph("That autoencoder draws any number, every digit generated conditionally:");
    page.figures(
        List.of(
            new Page.Figure(
                number, "The number " + Tour.NUMBER, "samples/flowlib draw " + Tour.NUMBER)));
  }
}
