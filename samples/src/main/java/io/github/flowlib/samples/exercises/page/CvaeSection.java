package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.Exercise3bCvae;
import io.github.flowlib.samples.exercises.Interpolation;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.evaluation.Scored;
import io.github.flowlib.samples.exercises.report.CvaeMetrics;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Estimate;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Chart;
import io.github.flowlib.samples.html.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the page says of a conditional variational autoencoder. */
final class CvaeSection {

  private static final List<String> DIGITS =
      IntStream.range(0, Digits.CLASSES).mapToObj(String::valueOf).toList();

  private CvaeSection() {}

  static void write(Page page, Exercise3bCvae.Result result, Path out) throws IOException {
    CvaeMetrics metrics = result.metrics();
    page.highlights(highlights(metrics));
    page.heading("Exercise 3: what it draws");
    CvaeFigures pictures = CvaeFigures.write(result.images(), out);
    page.figures(List.of(pictures.samples(), pictures.draws(), pictures.nearest()));
    page.paragraph(Formats.inWords(metrics.nearest()));
    styles(page, pictures);
    for (Page.Figure latents : pictures.latents()) {
      ImageFigure.named(page, latents, "z of", DIGITS, digits("decoder told "));
    }
    interpolation(page, pictures, result);
    page.figures(List.of(pictures.reconstructions()));

    page.heading("Exercise 3: how well it knows digits");
    bounds(page, metrics);
    if (!metrics.sampleQuality().isEmpty() && metrics.classifier() != null) {
      page.table(
          CvaeTables.SAMPLES_HEADER,
          CvaeTables.samples(metrics),
          String.format(
              Locale.ROOT,
              "A convolutional network that was trained on %,d training images, and on nothing"
                  + " generated, reads images of the digits 0 to 9 in turn. T is the temperature, a factor on z: below 1"
                  + " digits are more typical. Fréchet: squared Fréchet"
                  + " distance to the test images in its features; lower is better; ± one standard"
                  + " error. Decoder means are grey and smooth, draws black and white like the images"
                  + " that the model was trained on, but not like the grey ones they are compared"
                  + " with.",
              metrics.classifier().trainRows()));
      if (metrics.otherLabel() != null && metrics.priorCouplings() > 0) {
        page.paragraph(
            String.format(
                Locale.ROOT,
                "The label goes to the prior and to the decoder. Told two different ones, z drawn for the"
                    + " one and decoded for the other, %,d decoder means are read as the prior's digit in"
                    + " %s and as the decoder's in %s.",
                metrics.otherLabel().images(),
                Formats.percent(metrics.otherLabel().readAsPrior()),
                Formats.percent(metrics.otherLabel().readAsDecoder())));
      }
    }
    if (metrics.curve().size() > 1) {
      page.heading("Learning curve");
      page.chart(
          curve(metrics),
          "The mean over each epoch of the negative bound that is minimised, while the weights were"
              + " moving, from the second epoch on.");
    }
  }

  /** A part of it, for a page of many things. Returns its samples, to stand beside others. */
  static Page.Figure inShort(Page page, Exercise3bCvae.Result result, Path out) throws IOException {
    page.heading("Exercise 3: a conditional variational autoencoder");
    bounds(page, result.metrics());
    Integer epochs = result.metrics().epochs();
    if (epochs != null && epochs < Exercise3bCvae.FIT.epochs()) {
      page.paragraph(
          String.format(
              Locale.ROOT,
              "This model saw the images %s; the one that draws numbers saw them %d times. So early"
                  + " the decoder listens to z more than to the label, and many images below are not"
                  + " yet of the digit of their row.",
              epochs == 1 ? "once" : epochs + " times",
              Exercise3bCvae.FIT.epochs()));
    }
    CvaeFigures pictures = CvaeFigures.write(result.images(), out);
    styles(page, pictures);
    interpolation(page, pictures, result);
    page.figures(List.of(pictures.reconstructions()));
    return pictures.samples();
  }

  /** Columns share ε where the prior is a flow, and z itself where it is not. */
  private static void styles(Page page, CvaeFigures pictures) throws IOException {
    ImageFigure.named(
        page,
        pictures.styles(),
        pictures.latents().isEmpty() ? "z" : "ε",
        IntStream.rangeClosed(1, Digits.CLASSES).mapToObj(String::valueOf).toList(),
        digits("label "));
  }

  private static List<String> digits(String before) {
    return DIGITS.stream().map(digit -> before + digit).toList();
  }

  private static void interpolation(Page page, CvaeFigures pictures, Exercise3bCvae.Result result)
      throws IOException {
    int digits = result.images().interpolation().length / Interpolation.POINTS;
    ImageFigure.named(
        page,
        pictures.interpolation(),
        "λ",
        InterpolationSection.lambdas(),
        // Which ones are missing is not told where a small test set has not all of them.
        digits == Digits.CLASSES
            ? IntStream.range(0, digits).mapToObj(String::valueOf).toList()
            : List.of());
  }

  private static void bounds(Page page, CvaeMetrics metrics) {
    page.table(
        CvaeTables.BOUNDS_HEADER,
        Sections.typeset(CvaeTables.bounds(metrics)),
        String.format(
            Locale.ROOT,
            "Mean over %,d test images, every pixel drawn black or white with its grey level as"
                + " probability; nats of binary images cannot be compared with those of 256 grey"
                + " levels. Higher is better. Both forms of the evidence lower bound (ELBO) are"
                + " means over the same samples of z; estimates of log p(x | y) lie below it on"
                + " average and rise towards it with the number of samples. Effective samples:"
                + " (Σw)² / Σw² of the importance weights w, in the mean over the images, and what"
                + " the lowest 1 %% of them have at most. Of the %d latent units %d are active: the"
                + " means of their posteriors vary over the images by more than 0.01.",
            metrics.testRows(),
            metrics.latent(),
            metrics.activeUnits().active()));
    if (!metrics.unlabelled().isEmpty()) {
      page.table(
          CvaeTables.UNLABELLED_HEADER,
          Sections.typeset(CvaeTables.unlabelled(metrics)),
          String.format(
              Locale.ROOT,
              "Without the label: log p(x) = log Σ p(x | y) − log 10 over all ten labels, each p(x"
                  + " | y) importance-sampled; the effective samples are those of the weights of"
                  + " all labels together. Below it the same images with their labels given. Of the"
                  + " first %,d images %s have their own label as the most probable one.",
              metrics.unlabelled().get(0).images(),
              Formats.percent(metrics.unlabelled().get(0).accuracy())));
    }
  }

  private static Chart curve(CvaeMetrics metrics) {
    List<ModelMetrics.CurvePoint> points = metrics.curve().subList(1, metrics.curve().size());
    return new Chart(
        "Negative bound in training",
        points.stream().map(each -> (double) each.epoch()).collect(ImmutableList.toImmutableList()),
        "epoch",
        "nats",
        List.of(
            new Chart.Line(
                "training images",
                0,
                false,
                points.stream().map(ModelMetrics.CurvePoint::trainLoss).toList())));
  }

  private static List<Page.Highlight> highlights(CvaeMetrics metrics) {
    List<Page.Highlight> highlights = new ArrayList<>();
    Estimate best = metrics.logProb().get(metrics.logProb().size() - 1);
    highlights.add(
        new Page.Highlight(
            String.format(Locale.ROOT, "%.2f", -best.mean()),
            String.format(
                Locale.ROOT, "nats, test, %,d importance samples", best.importanceSamples()),
            "−log p(x | y)"));
    highlights.add(
        new Page.Highlight(
            String.format(Locale.ROOT, "%.2f", -metrics.elbo().mean()),
            String.format(Locale.ROOT, "nats, test, of it %.1f KL", metrics.kl().mean()),
            "−ELBO"));
    for (SampleQuality quality : metrics.sampleQuality()) {
      if (quality.accuracy() != null) {
        highlights.add(
            new Page.Highlight(
                Formats.accuracy(quality.accuracy()),
                "read as the digit that was asked for",
                (quality.scored() == Scored.DRAWS ? "Draws" : "Decoder means")
                    + ", T = "
                    + Formats.temperature(quality.temperature())));
      }
    }
    return highlights;
  }
}
