package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.samples.exercises.report.NamedGrid;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A grid of digits as a file and as a figure of a page. */
final class ImageFigure {

  private ImageFigure() {}

  /** Writes images row by row, so many side by side. */
  static Page.Figure write(float[][] images, int columns, Path file, String alt, String caption)
      throws IOException {
    ImageGrid.of(images, Digits.SIDE, Digits.SIDE).columns(columns).gap(2).scale(3).write(file);
    return new Page.Figure(file, alt, caption);
  }

  /** Puts a grid on a page, with names in text, and writes the names into the file as well. */
  static void named(
      Page page, Page.Figure figure, String corner, List<String> columns, List<String> rows)
      throws IOException {
    page.grid(figure, corner, columns, rows);
    NamedGrid.write(figure.png(), corner, columns, rows);
  }
}
