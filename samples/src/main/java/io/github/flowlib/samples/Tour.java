package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All exercises in short form, in a few minutes, on one page. */
public final class Tour {

  /** Small networks and few epochs, for two cores and little patience. */
  public static final FitOptions FIT =
      new FitOptions(
          3,
          FitOptions.DEFAULTS.batchSize(),
          1e-3,
          FitOptions.DEFAULTS.seed(),
          ImmutableList.of(512, 512));

  private static final int CVAE_BATCH = 200;
  private static final Exercise3Cvae.Sizes CVAE = new Exercise3Cvae.Sizes(20, 1, 50, 4);
  private static final String NUMBER = "2024";

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
      Digits digits, ImmutableList<Integer> couplings, FitOptions fit, Path out, String command) {

    private Exercise1RealNvp.Options flows() {
      return new Exercise1RealNvp.Options(
          digits, couplings, Preprocessing.MARGINALS, fit, out, command);
    }

    /** Networks half as wide as those of the couplings, and batches that suit them. */
    private Exercise3Cvae.Options autoencoder() {
      ImmutableList<Integer> hidden =
          fit.hidden().stream()
              .map(units -> Math.max(1, units / 2))
              .collect(ImmutableList.toImmutableList());
      FitOptions shorter =
          new FitOptions(
              fit.epochs(),
              Math.min(CVAE_BATCH, fit.batchSize()),
              fit.learningRate(),
              fit.seed(),
              hidden);
      return new Exercise3Cvae.Options(digits, Optional.empty(), CVAE, shorter, out, command);
    }
  }

  /** Exercise 2 in short: one model with labels beside one without. */
  private record Labelled(TrainedModel with, TrainedModel without, Comparison comparison) {}

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
          Exercise1RealNvp.compare(options.flows(), out.path(), console);
      Exercise1Interpolation.Result interpolation;
      try (FlowModel best = Models.load(flows.best().directory())) {
        interpolation =
            Exercise1Interpolation.interpolate(best, digits, options.fit().seed(), out.path());
      }
      Labelled labelled = labelled(options, flows, out.path(), console);
      Exercise3Cvae.Result autoencoder =
          Exercise3Cvae.report(options.autoencoder(), out.path(), console);

      ImmutableList<ModelMetrics> models =
          ImmutableList.<ModelMetrics>builder()
              .addAll(flows.metrics())
              .add(labelled.with().metrics())
              .build();
      ImmutableList<Comparison> comparisons =
          ImmutableList.<Comparison>builder()
              .addAll(flows.comparisons())
              .add(labelled.comparison())
              .build();
      Tables.print(models, flows.baselines(), comparisons, digits, console);
      CvaeTables.print(autoencoder.metrics(), console);

      Page page =
          new Page(
              "A tour of flowlib",
              "Normalizing flows and a conditional variational autoencoder learn digits in minutes:"
                  + " what they cost, what they draw, and what lies between two digits.");
      Sections.data(page, digits);
      Sections.models(page, digits, flows, out.path());
      InterpolationSection.write(page, interpolation, digits, flows.best().metrics().name());
      labels(page, digits, labelled, out.path());
      autoencoder(page, autoencoder, out.path());
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              models,
              flows.baselines(),
              comparisons,
              interpolation.metrics(),
              null,
              ImmutableList.of(),
              autoencoder.metrics(),
              options.command(),
              Metrics.Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  private static Labelled labelled(
      Options options, Exercise1RealNvp.Result flows, Path out, Console console)
      throws IOException {
    TrainedModel without = flows.models().get(0);
    TrainedModel with =
        Exercise2ConditionalRealNvp.train(
            without.metrics().couplings(), options.flows(), out, console, Optional.empty());
    return new Labelled(
        with, without, Exercise2ConditionalRealNvp.compare(with, without, options.digits()));
  }

  private static void labels(Page page, Digits digits, Labelled labelled, Path out)
      throws IOException {
    page.heading("Exercise 2: told which digit it is");
    page.paragraph(
        ConditionalFindings.of(
            labelled.with().metrics(), labelled.without().metrics(), labelled.comparison()));
    page.figures(
        List.of(
            SampleFigures.samples(digits, labelled.with(), Digits.CLASSES, out),
            SampleFigures.temperatures(labelled.with(), out)));
  }

  private static void autoencoder(Page page, Exercise3Cvae.Result result, Path out)
      throws IOException {
    CvaeSection.inShort(page, result);
    Path number = out.resolve("number.png");
    try (Model trained = TrainedCvae.load()) {
      Draw.row(Draw.images(trained, Draw.labels(NUMBER), Draw.Style.DEFAULT)).write(number);
    }
    page.paragraph(
        "The samples bring a conditional autoencoder that was trained for longer. It draws any number,"
            + " every digit generated conditionally:");
    page.figures(
        List.of(new Page.Figure(number, "The number " + NUMBER, "samples/flowlib draw " + NUMBER)));
  }
}
