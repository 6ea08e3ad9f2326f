package io.github.flowlib.samples.exercises.report;

import static com.google.common.base.Preconditions.checkState;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture of a grid with names above its columns and beside its rows, for documents that show the
 * file: on a page the names are text, see {@link Page#grid}.
 */
public final class NamedGrid {

  private static final int TOP = 28;
  private static final int MARGIN = 8;
  private static final Color INK = new Color(0x22252b);

  private NamedGrid() {}

  /**
   * Puts names around a picture, in the same file. Where Java has no font, the file stays as it is.
   *
   * @param grid a PNG file of equal columns and equal rows
   * @param corner what the names of the columns are, such as {@code λ}
   * @param columns from left to right; empty if they have no names
   * @param rows from top to bottom; empty if they have no names
   * @throws IOException if the file cannot be read or written
   */
  public static void write(Path grid, String corner, List<String> columns, List<String> rows)
      throws IOException {
    BufferedImage plain = ImageIO.read(grid.toFile());
    BufferedImage named;
    try {
      named = named(plain, corner, columns, rows);
    } catch (RuntimeException | LinkageError e) {
      return; // Java has no font on this machine.
    }
    checkState(ImageIO.write(named, "png", grid.toFile()), "there must be a writer of PNG files");
  }

  private static BufferedImage named(
      BufferedImage plain, String corner, List<String> columns, List<String> rows) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    FontMetrics metrics = plain.createGraphics().getFontMetrics(font);
    int left = columns.isEmpty() ? 0 : metrics.stringWidth(corner);
    for (String row : rows) {
      left = Math.max(left, metrics.stringWidth(row));
    }
    left += 2 * MARGIN;
    int top = columns.isEmpty() ? 0 : TOP;
    BufferedImage named =
        new BufferedImage(
            left + plain.getWidth(),
            top + plain.getHeight(),
            plain.getColorModel().getNumComponents() == 1
                ? BufferedImage.TYPE_BYTE_GRAY
                : BufferedImage.TYPE_INT_RGB);
    Graphics2D g = named.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, named.getWidth(), named.getHeight());
    g.drawImage(plain, left, top, null);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(INK);
    g.setFont(font);
    int above = TOP - MARGIN;
    if (!columns.isEmpty()) {
      g.drawString(corner, left - MARGIN - metrics.stringWidth(corner), above);
    }
    for (int i = 0; i < columns.size(); i++) {
      int middle = left + (2 * i + 1) * plain.getWidth() / (2 * columns.size());
      g.drawString(columns.get(i), middle - metrics.stringWidth(columns.get(i)) / 2, above);
    }
    for (int i = 0; i < rows.size(); i++) {
      int middle = top + (2 * i + 1) * plain.getHeight() / (2 * rows.size());
      g.drawString(
          rows.get(i),
          left - MARGIN - metrics.stringWidth(rows.get(i)),
          middle + metrics.getAscent() / 2 - 1);
    }
    g.dispose();
    return named;
  }
}
