package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.samples.exercises.report.Page;
import io.github.flowlib.samples.exercises.training.Digits;
import java.io.IOException;
import java.nio.file.Path;

/** A grid of digits as a file and as a figure of a page. */
final class ImageFigure {

  private ImageFigure() {}

  /** Writes images row by row, so many side by side. */
  static Page.Figure write(float[][] images, int columns, Path file, String alt, String caption)
      throws IOException {
    ImageGrid.of(images, Digits.SIDE, Digits.SIDE).columns(columns).gap(2).scale(3).write(file);
    return new Page.Figure(file, alt, caption);
  }
}
