package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.report.BaselineMetrics;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.ResultsFile;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of the pages that exercises write. */
final class Sections {

  /** Samples side by side; exercise 2 has a row of ten for each digit. */
  private static final int GRID = 8;

  private Sections() {}

  /** Says plainly where figures do not come from handwriting. */
  static void data(Page page, Digits digits) {
    if (digits.isSynthetic()) {
      page.notice(
          "All digits here are synthetic: a program drew them. The figures cannot be compared with"
              + " those on MNIST.");
    }
    if (digits.isGenerated()) {
      page.notice(
          "MNIST was not at hand. The digits at both ends of a row are none that a hand wrote: the"
              + " conditional flow that comes with the samples drew them, at temperature 0.7.");
    }
  }

  /** Highlights, tables, learning curves and samples. */
  static void models(Page page, Digits digits, Exercise1abRealNvp.Result result, Path out)
      throws IOException {
    List<ModelMetrics> models = result.metrics();
    List<Page.Highlight> highlights = new ArrayList<>();
    for (ModelMetrics model : models) {
      highlights.add(
          new Page.Highlight(
              Formats.bits(model.testBitsPerDimension()),
              "bits per dimension, test",
              model.name()));
    }
    BaselineMetrics histogram = result.baselines().get(0);
    highlights.add(
        new Page.Highlight(
            Formats.bits(histogram.testBitsPerDimension()),
            "bits per dimension, test",
            "Independent pixels"));
    page.highlights(highlights);

    page.heading(
        models.size() == 1
            ? "Exercise 1 (a): the model"
            : "Exercise 1 (b): how much do more couplings help?");
    table(page, models, result.baselines(), digits);
    comparisons(page, result.comparisons());

    curves(page, models, digits);

    page.heading("Samples");
    page.paragraph(
        "To these networks an image is a list of 784 numbers. They learn where ink lies and which"
            + " pixels go together, but nothing tells them that neighbours form strokes: a fair"
            + " likelihood and a fair picture are two things.");
    List<Page.Figure> grids =
        new ArrayList<>(SampleFigures.grids(digits, result.models(), GRID, out));
    if (result.copula().isPresent()) {
      page.paragraph(
          "The Gaussian copula is no flow with networks but the model to beat: every pixel goes"
              + " through its own histogram onto a standard normal, and one normal distribution with"
              + " full covariance stands for all of them. It is fitted by counting, in seconds.");
      grids.add(
          ImageFigure.write(
              result.copula().get(),
              GRID,
              out.resolve("samples-gaussian-copula.png"),
              "A grid of images drawn by the Gaussian copula",
              "Gaussian copula: drawn from its normal distribution, not chosen."));
    }
    page.figures(grids);
    SampleFigures.temperatures(page, result.best(), out);
  }

  /** How the training of the models went. */
  static void curves(Page page, List<ModelMetrics> models, Digits digits) {
    page.heading("Learning curves");
    curveChart(page, models, digits);
  }

  /** The learning curves without a heading, for those who draw several charts. */
  static void curveChart(Page page, List<ModelMetrics> models, Digits digits) {
    page.chart(
        LearningCurves.of(models, digits.test().dimension()),
        "Bits per dimension after each epoch; lower is better. Solid: validation images. Dashed:"
            + " training images, averaged over the epoch while the weights were moving, from the"
            + " second epoch on. The epoch with the lowest solid point gave the model its weights."
            + (models.stream().anyMatch(ModelMetrics::conditional)
                ? " Conditional models are given the labels."
                : ""));
  }

  /** The table of results with its caption. */
  static void table(
      Page page, List<ModelMetrics> models, List<BaselineMetrics> baselines, Digits digits) {
    boolean logit = Tables.hasLogit(models, baselines);
    page.table(
        Tables.header(models, baselines),
        typeset(Tables.rows(models, baselines)),
        String.format(
            Locale.ROOT,
            "Trained on %,d images; mean over %,d %s images. Nats are log-likelihoods of the pixels"
                + " 0\u00a0…\u00a0255, dequantized; higher is better. Bits per dimension are the same"
                + " figure, −nats\u00a0/\u00a0(784\u00a0ln\u00a02); lower is better.%s%s %s.",
            digits.train().rows(),
            digits.test().rows(),
            digits.isSynthetic() ? "synthetic test" : "test",
            logit ? " Logit nats leave out the log-determinant of the logit, as papers do." : "",
            models.stream().anyMatch(ModelMetrics::conditional)
                ? " Label given: log p(x | y) for the label y of the image. Marginal:"
                    + " log Σ p(x | y) / 10 over all labels, to be compared with models that know"
                    + " no labels. Accuracy: images whose own label makes them most probable."
                : "",
            Tables.roundTrips(models)));
  }

  /** What models differ by, where there are several. */
  static void comparisons(Page page, List<Comparison> comparisons) {
    if (!comparisons.isEmpty()) {
      page.table(
          List.of("difference", "nats", "std. error", "bits/dim", "beyond chance"),
          typeset(Tables.comparisons(comparisons)),
          "Taken image by image, over the same test images: above 0 nats the first model is better."
              + " Beyond chance: by more than two standard errors; chance is that of the test images,"
              + " not that of another training.");
    }
  }

  /** The minus sign in place of the hyphen that consoles have for it. */
  static List<List<String>> typeset(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(cell -> cell.replaceFirst("^-(?=\\d)", "−")).toList())
        .toList();
  }

  /** How to get this page again. */
  static void footer(Page page, String command) {
    Versions versions = Versions.current();
    page.heading("Again");
    page.command(command);
    page.footer(
        "flowlib "
            + versions.flowlib()
            + ", Java "
            + versions.java()
            + ", "
            + versions.system()
            + ". All figures of this page are in "
            + ResultsFile.FILE
            + " beside it.");
  }
}
