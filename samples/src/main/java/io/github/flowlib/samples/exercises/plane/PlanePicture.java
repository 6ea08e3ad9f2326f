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
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/**
 * One picture of density, points and a grid of noise: in the first row those that are given, below
 * what each flow makes of them. All panels show [−4, 4]².
 */
final class PlanePicture {

  /** What the panels of a row show, from left to right. */
  private enum Panel {
    DENSITY,
    POINTS,
    GRID
  }

  private static final int SIDE = 240;
  private static final int GAP = 6;
  private static final double REACH = 4;
  private static final int POINTS = 6_000;

  /** Lines of the grid run from −3 to 3. */
  private static final float GRID = 3;

  private static final int LINES = 25;

  /** Training points are counted in so many squares along each side of a panel; divides it. */
  private static final int SQUARES = 40;

  /** A density is averaged over so many points along each side of a pixel. */
  private static final int POINTS_PER_PIXEL = 3;

  private final BufferedImage image;
  private final Graphics2D pen;
  private int row;

  /** Begins with the row of what is given. */
  PlanePicture(Dataset data, int flows) {
    image =
        new BufferedImage(
            Panel.values().length * (SIDE + GAP) - GAP,
            (flows + 1) * (SIDE + GAP) - GAP,
            BufferedImage.TYPE_INT_RGB);
    pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    row(
        counts(data.toArray()),
        data.head(Math.min(POINTS, data.rows())).toArray(),
        UnaryOperator.identity());
  }

  /** Draws the row of a flow. */
  void add(FlowModel flow, long seed) {
    row(
        density(rows -> flow.distribution().logProb(rows)),
        flow.distribution().sample(POINTS, seed),
        flow.distribution()::toData);
  }

  private void row(double[] density, float[][] points, UnaryOperator<float[][]> toData) {
    heat(density);
    points(points);
    grid(toData);
    row++;
  }

  private int left(Panel panel) {
    return panel.ordinal() * (SIDE + GAP);
  }

  private int top() {
    return row * (SIDE + GAP);
  }

  private double x(Panel panel, double x) {
    return left(panel) + (x + REACH) / (2 * REACH) * SIDE;
  }

  private double y(double y) {
    return top() + (REACH - y) / (2 * REACH) * SIDE;
  }

  private void background(Panel panel) {
    pen.setColor(new Color(0xf4f4f6));
    pen.fillRect(left(panel), top(), SIDE, SIDE);
    pen.setClip(left(panel), top(), SIDE, SIDE);
  }

  private void points(float[][] points) {
    background(Panel.POINTS);
    pen.setColor(new Color(0x28, 0x55, 0x9a, 70));
    for (float[] point : points) {
      pen.fill(new Ellipse2D.Double(x(Panel.POINTS, point[0]) - 1.2, y(point[1]) - 1.2, 2.4, 2.4));
    }
    pen.setClip(null);
  }

  /** For each pixel, line by line from above, how many points are in the square that it is in. */
  static double[] counts(float[][] points) {
    int[] counts = new int[SQUARES * SQUARES];
    for (float[] point : points) {
      int across = (int) Math.floor((point[0] + REACH) / (2 * REACH) * SQUARES);
      int down = (int) Math.floor((REACH - point[1]) / (2 * REACH) * SQUARES);
      if (across >= 0 && across < SQUARES && down >= 0 && down < SQUARES) {
        counts[down * SQUARES + across]++;
      }
    }
    int square = SIDE / SQUARES;
    double[] pixels = new double[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = counts[i / SIDE / square * SQUARES + i % SIDE / square];
    }
    return pixels;
  }

  /** The mean over each pixel: there are threads of density that are thinner. */
  static double[] density(Function<float[][], double[]> logProb) {
    int side = SIDE * POINTS_PER_PIXEL;
    double[] pixels = new double[SIDE * SIDE];
    float[][] line = new float[side][2];
    for (int down = 0; down < side; down++) {
      for (int across = 0; across < side; across++) {
        line[across][0] = (float) (((across + 0.5) / side * 2 - 1) * REACH);
        line[across][1] = (float) ((1 - (down + 0.5) / side * 2) * REACH);
      }
      double[] ofLine = logProb.apply(line);
      for (int across = 0; across < side; across++) {
        pixels[down / POINTS_PER_PIXEL * SIDE + across / POINTS_PER_PIXEL] +=
            Math.exp(ofLine[across]) / (POINTS_PER_PIXEL * POINTS_PER_PIXEL);
      }
    }
    return pixels;
  }

  /** Colours each pixel by the square root of its share of the largest. */
  private void heat(double[] pixels) {
    double largest = Arrays.stream(pixels).max().orElseThrow();
    for (int i = 0; i < pixels.length; i++) {
      double share = largest == 0 ? 0 : pixels[i] / largest; // 0 where all is out of view
      image.setRGB(left(Panel.DENSITY) + i % SIDE, top() + i / SIDE, colour(Math.sqrt(share)));
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

  private void grid(UnaryOperator<float[][]> toData) {
    background(Panel.GRID);
    pen.setStroke(new BasicStroke(0.7f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    NoiseLine lines = new NoiseLine(toData, REACH, 2 * REACH / SIDE);
    for (int line = 0; line < LINES; line++) {
      float at = GRID * (2f * line / (LINES - 1) - 1);
      curve(lines.bent(new float[] {-GRID, at}, new float[] {GRID, at}), new Color(0xc2512d));
      curve(lines.bent(new float[] {at, -GRID}, new float[] {at, GRID}), new Color(0x28559a));
    }
    pen.setClip(null);
  }

  private void curve(List<float[]> points, Color colour) {
    Path2D path = new Path2D.Double();
    path.moveTo(x(Panel.GRID, points.get(0)[0]), y(points.get(0)[1]));
    for (float[] point : points) {
      path.lineTo(x(Panel.GRID, point[0]), y(point[1]));
    }
    pen.setColor(colour);
    pen.draw(path);
  }

  void write(Path png) throws IOException {
    pen.dispose();
    ImageIO.write(image, "png", png.toFile());
  }
}
