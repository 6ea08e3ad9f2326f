package io.github.flowlib.samples;

import io.github.flowlib.samples.report.MarginalMetrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the page says of models with and without labels. */
final class ConditionalSection {

  private static final String BITS = "bits per dimension, test";

  private ConditionalSection() {}

  /** Highlights, findings, table, learning curves and samples. */
  static void write(Page page, Digits digits, Exercise2ConditionalRealNvp.Result result, Path out)
      throws IOException {
    page.highlights(highlights(result));
    page.paragraph(ConditionalFindings.of(result));

    page.heading("Exercise 2: with and without labels");
    Sections.table(page, result.metrics(), result.unconditional().baselines(), digits);
    Sections.curves(page, result.metrics(), digits);

    page.heading("Samples");
    page.figures(SampleFigures.grids(digits, result.models(), Digits.CLASSES, out));
    List<Page.Figure> cooled = new ArrayList<>();
    for (TrainedModel model : result.conditional()) {
      cooled.add(SampleFigures.temperatures(model, out));
    }
    page.figures(cooled);
  }

  private static List<Page.Highlight> highlights(Exercise2ConditionalRealNvp.Result result) {
    List<Page.Highlight> highlights = new ArrayList<>();
    for (TrainedModel model : result.models()) {
      ModelMetrics metrics = model.metrics();
      MarginalMetrics marginal = metrics.marginal();
      String bits = Tables.bits(metrics.testBitsPerDimension());
      if (marginal == null) {
        highlights.add(new Page.Highlight(bits, BITS, metrics.name()));
      } else {
        highlights.add(new Page.Highlight(bits, BITS, ModelName.givenLabel(metrics.name())));
        highlights.add(
            new Page.Highlight(
                Tables.bits(marginal.testMarginalBitsPerDimension()),
                BITS,
                ModelName.marginal(metrics.name())));
        highlights.add(
            new Page.Highlight(
                Tables.percent(marginal.testAccuracy()), "of labels found, test", metrics.name()));
      }
    }
    return highlights;
  }
}
