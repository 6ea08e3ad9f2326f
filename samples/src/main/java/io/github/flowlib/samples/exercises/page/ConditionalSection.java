package io.github.flowlib.samples.exercises.page;

import static java.util.Objects.requireNonNull;

import io.github.flowlib.samples.exercises.Exercise2abConditionalRealNvp;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.measurement.CouplingSweep;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.MarginalMetrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the page says of models with and without labels. */
final class ConditionalSection {

  private static final String BITS = "bits per dimension, test";

  private ConditionalSection() {}

  /** Highlights, tables, learning curves and samples. */
  static void write(Page page, Digits digits, Exercise2abConditionalRealNvp.Result result, Path out)
      throws IOException {
    Optional<CouplingSweep> sweep = result.sweep();
    page.highlights(
        highlights(
            sweep.isPresent()
                ? List.of(result.unconditional().best(), result.best())
                : result.models()));
    sweep.ifPresent(models -> SweepSection.write(page, models, result.classifier()));
    page.heading("Exercise 2: with and without labels");
    SampleTables.write(page, result.metrics(), result.classifier(), digits);
    Sections.table(page, result.metrics(), result.unconditional().baselines(), digits);
    Sections.comparisons(page, result.allComparisons());
    curves(page, digits, result, sweep);
    samples(page, digits, result, out);
  }

  /** One colour for each model: ten models take two charts. */
  private static void curves(
      Page page,
      Digits digits,
      Exercise2abConditionalRealNvp.Result result,
      Optional<CouplingSweep> sweep) {
    if (sweep.isEmpty()) {
      Sections.curves(page, result.metrics(), digits);
      return;
    }
    page.heading("Learning curves");
    SweepSection.kinds(sweep.get()).forEach(kind -> Sections.curveChart(page, kind, digits));
  }

  private static void samples(
      Page page, Digits digits, Exercise2abConditionalRealNvp.Result result, Path out)
      throws IOException {
    page.heading("Samples");
    page.figures(
        List.of(
            SampleFigures.real(digits, Digits.CLASSES, out),
            SampleFigures.nearest(digits, result.unconditional().best(), out),
            SampleFigures.nearest(digits, result.best(), out)));
    for (int i = 0; i < result.conditional().size(); i++) {
      TrainedModel without = result.unconditional().models().get(i);
      TrainedModel with = result.conditional().get(i);
      page.figures(
          List.of(
              SampleFigures.samples(digits, without, Digits.CLASSES, out),
              SampleFigures.samples(digits, with, Digits.CLASSES, out)));
      SampleFigures.temperatures(page, with, out);
    }
  }

  private static List<Page.Highlight> highlights(List<TrainedModel> models) {
    List<Page.Highlight> highlights = new ArrayList<>();
    for (TrainedModel model : models) {
      ModelMetrics metrics = model.metrics();
      MarginalMetrics marginal = metrics.marginal();
      String bits = Formats.bits(metrics.testBitsPerDimension());
      if (marginal == null) {
        highlights.add(new Page.Highlight(bits, BITS, metrics.name()));
      } else {
        highlights.add(new Page.Highlight(bits, BITS, ModelName.givenLabel(metrics.name())));
        highlights.add(
            new Page.Highlight(
                Formats.bits(marginal.testMarginalBitsPerDimension()),
                BITS,
                ModelName.marginal(metrics.name())));
        highlights.add(
            new Page.Highlight(
                Formats.percent(marginal.testAccuracy()), "of labels found, test", metrics.name()));
        for (SampleQuality quality : metrics.sampleQuality()) {
          highlights.add(
              new Page.Highlight(
                  Formats.percent(requireNonNull(quality.accuracy())),
                  "of samples read as asked, T = " + Formats.temperature(quality.temperature()),
                  metrics.name()));
        }
      }
    }
    return highlights;
  }
}
