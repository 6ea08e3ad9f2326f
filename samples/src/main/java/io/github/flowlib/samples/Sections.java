package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Chart;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of the pages that exercises write. */
final class Sections {

  private Sections() {}

  /** Says plainly where figures do not come from handwriting. */
  static void data(Page page, Digits digits) {
    if (digits.isSynthetic()) {
      page.notice(
          "All digits here are synthetic: a program drew them. The figures cannot be compared with"
              + " those on MNIST.");
    }
  }

  /** Highlights, table, what is seen, learning curves and samples. */
  static void models(Page page, Digits digits, Exercise1RealNvp.Result result, Path out)
      throws IOException {
    List<ModelMetrics> models = result.metrics();
    List<Page.Highlight> highlights = new ArrayList<>();
    for (ModelMetrics model : models) {
      highlights.add(
          new Page.Highlight(
              Tables.bits(model.testBitsPerDimension()), "bits per dimension, test", model.name()));
    }
    BaselineMetrics histogram = result.baselines().get(0);
    highlights.add(
        new Page.Highlight(
            Tables.bits(histogram.testBitsPerDimension()),
            "bits per dimension, test",
            "Independent pixels"));
    page.highlights(highlights);
    page.paragraph(Findings.of(result));

    page.heading(
        models.size() == 1
            ? "Exercise 1 (a): the model"
            : "Exercise 1 (b): how much do more couplings help?");
    table(page, models, result.baselines(), digits);

    page.heading("Learning curves");
    page.chart(
        LearningCurves.of(models, digits.test().dimension()),
        "Bits per dimension after each epoch; lower is better. Solid: validation images. Dashed:"
            + " training images, averaged over the epoch while the weights were moving, from the"
            + " second epoch on. The epoch with the lowest solid point gave the model its weights.");

    page.heading("Samples");
    page.paragraph(
        "To these networks an image is a list of 784 numbers. They learn where ink lies and which"
            + " pixels go together, but nothing tells them that neighbours form strokes: a fair"
            + " likelihood and a fair picture are two things.");
    page.figures(SampleFigures.grids(digits, result, out));
    page.figures(List.of(SampleFigures.temperatures(result.best(), out)));
  }

  /** The table of results with its caption. */
  static void table(
      Page page, List<ModelMetrics> models, List<BaselineMetrics> baselines, Digits digits) {
    boolean logit = Tables.hasLogit(models, baselines);
    page.table(
        Tables.header(logit),
        Tables.rows(models, baselines),
        String.format(
            Locale.ROOT,
            "Trained on %,d images; mean over %,d %s images. Nats are log-likelihoods of the pixels 0 … 255, dequantized;"
                + " higher is better. Bits per dimension are the same figure, −nats / (784 ln 2);"
                + " lower is better.%s",
            digits.train().rows(),
            digits.test().rows(),
            digits.isSynthetic() ? "synthetic test" : "test",
            logit ? " Logit nats leave out the log-determinant of the logit, as papers do." : ""));
  }

  /** Rows of images for both kinds, and how far from the origin they lead. */
  static void interpolation(
      Page page, Exercise1Interpolation.Result result, Digits digits, String model)
      throws IOException {
    page.heading("Exercise 1 (c): interpolation in latent space");
    page.paragraph(
        "Each row begins and ends with a "
            + (digits.isSynthetic() ? "synthetic" : "real")
            + " digit of the test set. "
            + model
            + " maps both to noise, z¹ and z²; nine points between them become images again.");
    for (Interpolation kind : Interpolation.values()) {
      Path image = result.images().get(kind);
      if (image != null) {
        page.figures(List.of(new Page.Figure(image, alt(kind, result), caption(kind))));
      }
    }
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Both formulas walk the same straight line, only at another pace: the weights of z¹ and"
                + " z² add up to 1 in both. Half-way, at λ = 0.5, the linear row has covered 50 %% of"
                + " the line and the sinusoidal row 71 %%: it leaves the first digit fast and lingers"
                + " near the second. At both ends %s.",
            result.maxEndPointError() == 0
                ? "every pixel came back exactly"
                : String.format(
                    Locale.ROOT,
                    "no pixel came back changed by more than %.1f grey levels",
                    result.maxEndPointError())));
    List<Chart.Line> lines = new ArrayList<>();
    for (Interpolation kind : Interpolation.values()) {
      List<Double> distance = result.distance().getOrDefault(kind, List.of());
      lines.add(new Chart.Line(label(kind), kind.ordinal(), false, new ArrayList<>(distance)));
    }
    page.chart(
        new Chart(
            IntStream.range(0, Interpolation.POINTS)
                .mapToObj(Interpolation::lambda)
                .collect(ImmutableList.toImmutableList()),
            "λ",
            "‖z̄‖ / √d",
            lines),
        "Distance from the origin, averaged over the rows. Noise that the model draws lies close to"
            + " 1. Digits enter latent space closer to the origin, because they are taken at the"
            + " middle of their grey levels and not at a random place within them. Between two"
            + " points a straight line comes closer still, most of all where both have the same"
            + " weight.");
  }

  private static String label(Interpolation kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String alt(Interpolation kind, Exercise1Interpolation.Result result) {
    return "Rows of eleven images: "
        + label(kind)
        + " interpolation between the digits "
        + result.pairs().stream()
            .map(pair -> pair.get(0) + " and " + pair.get(1))
            .collect(Collectors.joining(", "));
  }

  private static String caption(Interpolation kind) {
    return switch (kind) {
      case LINEAR -> "Linear: z̄ = (1 − λ) z¹ + λ z², λ = 0, 0.1, …, 1.";
      case SINUSOIDAL -> "Sinusoidal: z̄ = (1 − sin(λπ/2)) z¹ + sin(λπ/2) z², λ = 0, 0.1, …, 1.";
    };
  }

  /** How to get this page again. */
  static void footer(Page page, String command) {
    Metrics.Versions versions = Metrics.Versions.current();
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
            + Metrics.FILE
            + " beside it.");
  }
}
