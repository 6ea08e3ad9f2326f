package io.github.flowlib.samples.exercises.plane;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * One picture of several flows, a row for each: points, density, samples, and a grid of noise as
 * data. All panels show [−4, 4]².
 */
final class PlanePicture {

  private static final int PANEL = 240;
  private static final int GAP = 6;
  private static final int PANELS = 4;
  private static final double REACH = 4;
  private static final int POINTS = 6_000;

  /** Lines of the grid run from −3 to 3. */
  private static final double GRID = 3;

  private static final int LINES = 25;
  private static final int POINTS_PER_LINE = 600;

  private final BufferedImage image;
  private final Graphics2D pen;
  private int row;

  PlanePicture(int rows) {
    image =
        new BufferedImage(
            PANELS * (PANEL + GAP) - GAP, rows * (PANEL + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
    pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
  }

  /** Draws the next row. */
  void add(Dataset data, FlowModel flow, long seed) {
    points(0, data.head(Math.min(POINTS, data.rows())).toArray());
    density(1, flow);
    points(2, flow.distribution().sample(POINTS, seed));
    grid(3, flow);
    row++;
  }

  private int left(int panel) {
    return panel * (PANEL + GAP);
  }

  private int top() {
    return row * (PANEL + GAP);
  }

  private double x(int panel, double x) {
    return left(panel) + (x + REACH) / (2 * REACH) * PANEL;
  }

  private double y(double y) {
    return top() + (REACH - y) / (2 * REACH) * PANEL;
  }

  private void background(int panel) {
    pen.setColor(new Color(0xf4f4f6));
    pen.fillRect(left(panel), top(), PANEL, PANEL);
    pen.setClip(left(panel), top(), PANEL, PANEL);
  }

  private void points(int panel, float[][] points) {
    background(panel);
    pen.setColor(new Color(0x28, 0x55, 0x9a, 70));
    for (float[] point : points) {
      pen.fill(new Ellipse2D.Double(x(panel, point[0]) - 1.2, y(point[1]) - 1.2, 2.4, 2.4));
    }
    pen.setClip(null);
  }

  /** Each pixel the density in its middle, the square root of its share of the largest. */
  private void density(int panel, FlowModel flow) {
    float[][] pixels = new float[PANEL * PANEL][2];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i][0] = (float) (((i % PANEL + 0.5) / PANEL * 2 - 1) * REACH);
      pixels[i][1] = (float) ((1 - (i / PANEL + 0.5) / PANEL * 2) * REACH);
    }
    double[] logProb = flow.distribution().logProb(pixels);
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : logProb) {
      largest = Math.max(largest, value);
    }
    for (int i = 0; i < pixels.length; i++) {
      double share = Math.exp((logProb[i] - largest) / 2);
      image.setRGB(left(panel) + i % PANEL, top() + i / PANEL, colour(share));
    }
  }

  /** From black over blue, red and orange to pale yellow. */
  private static int colour(double share) {
    double[][] stops = {
      {0, 0x08, 0x08, 0x14},
      {0.25, 0x3b, 0x1c, 0x6e},
      {0.5, 0xb2, 0x36, 0x5c},
      {0.75, 0xf3, 0x85, 0x3a},
      {1, 0xfc, 0xf6, 0xb8}
    };
    int k = 0;
    while (k < stops.length - 2 && share > stops[k + 1][0]) {
      k++;
    }
    double t = (share - stops[k][0]) / (stops[k + 1][0] - stops[k][0]);
    int rgb = 0;
    for (int c = 1; c <= 3; c++) {
      rgb = rgb << 8 | (int) Math.round(stops[k][c] + t * (stops[k + 1][c] - stops[k][c]));
    }
    return rgb;
  }

  private void grid(int panel, FlowModel flow) {
    background(panel);
    pen.setStroke(new BasicStroke(0.7f));
    for (int line = 0; line < LINES; line++) {
      double at = GRID * (2.0 * line / (LINES - 1) - 1);
      for (boolean upright : new boolean[] {false, true}) {
        float[][] noise = new float[POINTS_PER_LINE][2];
        for (int i = 0; i < POINTS_PER_LINE; i++) {
          double along = GRID * (2.0 * i / (POINTS_PER_LINE - 1) - 1);
          noise[i][0] = (float) (upright ? at : along);
          noise[i][1] = (float) (upright ? along : at);
        }
        pen.setColor(upright ? new Color(0x28559a) : new Color(0xc2512d));
        Path2D path = new Path2D.Double();
        float[][] bent = flow.distribution().toData(noise);
        for (int i = 0; i < bent.length; i++) {
          if (i == 0) {
            path.moveTo(x(panel, bent[i][0]), y(bent[i][1]));
          } else {
            path.lineTo(x(panel, bent[i][0]), y(bent[i][1]));
          }
        }
        pen.draw(path);
      }
    }
    pen.setClip(null);
  }

  void write(Path png) throws IOException {
    pen.dispose();
    ImageIO.write(image, "png", png.toFile());
  }
}
