package io.github.flowlib.mnist;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;

/** A sheet of 28 × 28 pixels, on which signs are placed as in MNIST. Not for several threads. */
final class DigitCanvas {

  static final int SIZE = 28;
  static final int PIXELS = SIZE * SIZE;
  private static final double BOX = 20;

  /** The centre of pixel (14, 14), where MNIST puts the mass, and not the corner between four. */
  private static final double CENTRE = 14.5;

  /** How much of a pixel's ink each of its four neighbours gets: the soft edge of a scan. */
  private static final float BLUR = 0.06f;

  /** More contrast after blurring: the core of a line is full ink again, ... */
  private static final float GAIN = 1.3f;

  /** ... and the faintest traces around it are paper. */
  private static final float PAPER = 20;

  private final BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
  private final int[] ink = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  private final Graphics2D graphics = image.createGraphics();

  DigitCanvas() {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** Clears the sheet and draws a sign in any unit: it is fitted into the box and centred. */
  void draw(Glyph glyph, Handwriting hand) {
    List<Glyph.Point> line = glyph.flatten();
    Bounds bounds = Bounds.of(line);
    double pen = Math.max(1.4, 2.3 + 0.45 * hand.noise());
    double box = BOX * Math.min(1, 0.97 + 0.03 * hand.noise());
    double scale = (box - pen) / Math.max(bounds.width(), bounds.height());
    double left = middle(bounds.massX(), bounds.minX(), bounds.maxX(), scale, pen, hand);
    double top = middle(bounds.massY(), bounds.minY(), bounds.maxY(), scale, pen, hand);
    Path2D path = new Path2D.Double();
    for (Glyph.Point p : line) {
      if (p.lifted()) {
        path.moveTo(left + scale * p.x(), top + scale * p.y());
      } else {
        path.lineTo(left + scale * p.x(), top + scale * p.y());
      }
    }
    graphics.setColor(Color.BLACK);
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke((float) pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  /** Where the origin must lie so that the mass is at the centre and nothing is cut off. */
  private static double middle(
      double mass, double min, double max, double scale, double pen, Handwriting hand) {
    double origin = CENTRE + 0.35 * hand.noise() - scale * mass;
    double margin = 1.5 + pen / 2;
    return Math.min(Math.max(origin, margin - scale * min), SIZE - margin - scale * max);
  }

  /** Copies the sheet as whole numbers 0 … 255. */
  void copyTo(float[] target, int offset) {
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int around = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
        float soft = GAIN * ((1 - 4 * BLUR) * at(x, y) + BLUR * around) - PAPER;
        target[offset + y * SIZE + x] = Math.max(0, Math.min(255, Math.round(soft)));
      }
    }
  }

  private int at(int x, int y) {
    return x < 0 || y < 0 || x >= SIZE || y >= SIZE ? 0 : ink[y * SIZE + x] & 0xff;
  }

  /** Extent and centre of mass of a line. */
  private record Bounds(
      double minX, double maxX, double minY, double maxY, double massX, double massY) {

    double width() {
      return maxX - minX;
    }

    double height() {
      return maxY - minY;
    }

    static Bounds of(List<Glyph.Point> line) {
      double minX = Double.POSITIVE_INFINITY;
      double maxX = Double.NEGATIVE_INFINITY;
      double minY = Double.POSITIVE_INFINITY;
      double maxY = Double.NEGATIVE_INFINITY;
      double massX = 0;
      double massY = 0;
      double length = 0;
      for (int i = 0; i < line.size(); i++) {
        Glyph.Point p = line.get(i);
        minX = Math.min(minX, p.x());
        maxX = Math.max(maxX, p.x());
        minY = Math.min(minY, p.y());
        maxY = Math.max(maxY, p.y());
        if (!p.lifted()) {
          Glyph.Point q = line.get(i - 1);
          double dx = p.x() - q.x();
          double dy = p.y() - q.y();
          // Not Math.hypot, which is slow and may differ between platforms.
          double part = Math.sqrt(dx * dx + dy * dy);
          massX += part * (p.x() + q.x()) / 2;
          massY += part * (p.y() + q.y()) / 2;
          length += part;
        }
      }
      return new Bounds(minX, maxX, minY, maxY, massX / length, massY / length);
    }
  }
}
