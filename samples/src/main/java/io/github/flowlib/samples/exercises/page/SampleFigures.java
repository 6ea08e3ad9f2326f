package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.exercises.evaluation.NearestNeighbours;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.report.NearestMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes grids of images, and what the page says of them. */
final class SampleFigures {

  private SampleFigures() {}

  /**
   * The data, and what each model draws, in squares of one size.
   *
   * @param side images side by side, at most 10
   */
  static List<Page.Figure> grids(Digits digits, List<TrainedModel> models, int side, Path out)
      throws IOException {
    List<Page.Figure> figures = new ArrayList<>();
    figures.add(real(digits, side, out));
    for (TrainedModel model : models) {
      figures.add(samples(digits, model, side, out));
    }
    return figures;
  }

  /** Shows digits of the test set. */
  static Page.Figure real(Digits digits, int side, Path out) throws IOException {
    Path real = out.resolve("real.png");
    float[][] rows = digits.test().head(Math.min(side * side, digits.test().rows())).toArray();
    String kind = digits.isSynthetic() ? "synthetic" : "real";
    return ImageFigure.write(
        rows,
        side,
        real,
        "A grid of " + kind + " digits",
        "The data: " + kind + " digits of the test set.");
  }

  /** Shows what one model draws. */
  static Page.Figure samples(Digits digits, TrainedModel model, int side, Path out)
      throws IOException {
    ModelMetrics metrics = model.metrics();
    Path samples = out.resolve("samples-" + model.directory().getFileName() + ".png");
    return ImageFigure.write(
        Arrays.copyOf(model.samples(), side * side),
        side,
        samples,
        "A grid of digits made by " + metrics.name(),
        metrics.name()
            + (digits.isSynthetic() ? ", trained on synthetic digits" : "")
            + (metrics.conditional() ? ": one row for each digit, 0 to 9," : ":")
            + " drawn at temperature 1, not chosen.");
  }

  /** Pairs of rows: what one model draws, and below each image the nearest training image. */
  static Page.Figure nearest(Digits digits, TrainedModel model, Path out) throws IOException {
    // Two of every digit where there is a row of ten for each, and else the first twenty.
    int step = model.metrics().conditional() ? Digits.CLASSES : 1;
    float[][] rows = new float[4 * Digits.CLASSES][];
    for (int pair = 0; pair < 2; pair++) {
      float[][] drawn = new float[Digits.CLASSES][];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = model.samples()[i * step + pair * (step == 1 ? Digits.CLASSES : 1)];
      }
      int[] found = NearestNeighbours.in(digits.train(), drawn).rows();
      for (int i = 0; i < drawn.length; i++) {
        rows[2 * pair * drawn.length + i] = drawn[i];
        rows[(2 * pair + 1) * drawn.length + i] = digits.train().row(found[i]);
      }
    }
    Path file = out.resolve("nearest-" + model.directory().getFileName() + ".png");
    return ImageFigure.write(
        rows,
        Digits.CLASSES,
        file,
        "Two pairs of rows: digits made by "
            + model.metrics().name()
            + ", and below them training images",
        model.metrics().name()
            + ": first and third row, drawn at temperature 1; below each image the nearest of all "
            + String.format(Locale.ROOT, "%,d", digits.train().rows())
            + " training images, by Euclidean distance of pixels. "
            + Formats.inWords(NearestMetrics.of(model.samples(), digits.test(), digits.train())));
  }

  /** Puts what one model draws from ever smaller noise on a page, temperatures beside the rows. */
  static void temperatures(Page page, TrainedModel model, Path out) throws IOException {
    boolean conditional = model.metrics().conditional();
    int columns = model.cooled().length / TrainedModel.TEMPERATURES.size();
    ImageFigure.named(
        page,
        ImageFigure.write(
            model.cooled(),
            columns,
            out.resolve("temperature-" + model.directory().getFileName() + ".png"),
            "Rows of digits made by " + model.metrics().name() + " from ever smaller noise",
            model.metrics().name()
                + ", the same noise in every row times the temperature T: the smaller the noise, the"
                + " more typical the image."
                + (conditional ? " Above the columns the digits that were asked for." : "")),
        "T",
        conditional ? IntStream.range(0, columns).mapToObj(String::valueOf).toList() : List.of(),
        TrainedModel.TEMPERATURES.stream().map(Formats::temperature).toList());
  }
}
