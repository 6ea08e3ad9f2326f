package io.github.flowlib.samples.exercises.report;

import static com.google.common.base.Preconditions.checkState;

import io.github.flowlib.samples.html.Chart;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Charts as a picture, one below the other, for documents that cannot draw them. */
public final class ChartPicture {

  private static final int WIDTH = 760;
  private static final int TITLE = 40;
  private static final int PLOT = 250;
  private static final int LEFT = 76;
  private static final int RIGHT = 24;
  private static final int LABELS = 52;
  private static final int LEGEND_LINE = 22;
  private static final int GAP = 22;
  private static final int CAP = 4;

  /** So many values of x are all named. */
  private static final int MOST_NAMED = 12;

  /** Twice as many pixels as points, for screens that have them. */
  private static final int SCALE = 2;

  private static final Color PAPER = new Color(0xfbfaf7);
  private static final Color INK = new Color(0x22252b);
  private static final Color QUIET = new Color(0x62676f);
  private static final Color RULE = new Color(0xdedbd2);
  private static final Color[] LINES = {
    new Color(0x1f6feb),
    new Color(0xd1481f),
    new Color(0x1c8a53),
    new Color(0x8a4fd0),
    new Color(0x9a7b12)
  };

  private final Graphics2D g;

  private ChartPicture(Graphics2D g) {
    this.g = g;
  }

  /**
   * Writes charts as a PNG file.
   *
   * @param charts from above to below
   * @param file to write
   * @throws IOException if it cannot be written
   */
  public static void write(List<Chart> charts, Path file) throws IOException {
    int height = charts.stream().mapToInt(ChartPicture::height).sum();
    BufferedImage image =
        new BufferedImage(SCALE * WIDTH, SCALE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(SCALE, SCALE);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(PAPER);
    g.fillRect(0, 0, WIDTH, height);
    int top = 0;
    for (Chart chart : charts) {
      new ChartPicture(g).draw(chart, top);
      top += height(chart);
    }
    g.dispose();
    checkState(ImageIO.write(image, "png", file.toFile()), "there must be a writer of PNG files");
  }

  private static int height(Chart chart) {
    int legendLines = (chart.lines().size() + 1) / 2;
    return TITLE + PLOT + LABELS + legendLines * LEGEND_LINE + GAP;
  }

  private void draw(Chart chart, int top) {
    Axis x = Axis.of(chart.x().get(0), chart.x().get(chart.x().size() - 1), 0);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Chart.Line line : chart.lines()) {
      for (int i = 0; i < line.values().size(); i++) {
        Double value = line.values().get(i);
        if (value != null) {
          low = Math.min(low, value - error(line, i));
          high = Math.max(high, value + error(line, i));
        }
      }
    }
    Axis y = Axis.of(low, high, 0.05);
    font(Font.BOLD, 15);
    g.setColor(INK);
    g.drawString(chart.title(), LEFT, top + 26);
    frame(chart, x, y, top + TITLE);
    for (Chart.Line line : chart.lines()) {
      line(chart, line, x, y, top + TITLE);
    }
    legend(chart, top + TITLE + PLOT + LABELS);
  }

  private void frame(Chart chart, Axis x, Axis y, int top) {
    font(Font.PLAIN, 12);
    g.setStroke(new BasicStroke(1));
    for (double tick : y.ticks()) {
      double at = top + PLOT * (1 - y.part(tick));
      g.setColor(RULE);
      g.draw(new Line2D.Double(LEFT, at, WIDTH - RIGHT, at));
      g.setColor(QUIET);
      String text = y.text(tick);
      g.drawString(text, LEFT - 8 - width(text), (float) at + 4);
    }
    double[] ticks =
        chart.x().size() <= MOST_NAMED
            ? chart.x().stream().mapToDouble(Double::doubleValue).toArray()
            : x.ticks();
    for (double tick : ticks) {
      double at = across(x, tick);
      g.setColor(RULE);
      g.draw(new Line2D.Double(at, top, at, top + PLOT));
      g.setColor(QUIET);
      String text = x.text(tick);
      g.drawString(text, (float) at - width(text) / 2, top + PLOT + 18);
    }
    g.drawString(
        chart.xLabel(), LEFT + (WIDTH - LEFT - RIGHT - width(chart.xLabel())) / 2, top + PLOT + 38);
    AffineTransform upright = g.getTransform();
    g.rotate(-Math.PI / 2, 18, top + PLOT / 2.0);
    g.drawString(chart.yLabel(), 18 - width(chart.yLabel()) / 2, top + PLOT / 2);
    g.setTransform(upright);
  }

  private void line(Chart chart, Chart.Line line, Axis x, Axis y, int top) {
    g.setColor(colour(line));
    Path2D path = new Path2D.Double();
    boolean pen = false;
    for (int i = 0; i < line.values().size(); i++) {
      Double value = line.values().get(i);
      if (value == null) {
        pen = false;
        continue;
      }
      double at = across(x, chart.x().get(i));
      double height = top + PLOT * (1 - y.part(value));
      if (pen) {
        path.lineTo(at, height);
      } else {
        path.moveTo(at, height);
      }
      pen = true;
    }
    g.setStroke(stroke(line));
    g.draw(path);
    g.setStroke(new BasicStroke(1.5f));
    for (int i = 0; i < line.values().size(); i++) {
      Double value = line.values().get(i);
      if (value != null && i < line.errors().size() && line.errors().get(i) != null) {
        bar(
            across(x, chart.x().get(i)),
            top + PLOT * (1 - y.part(value - error(line, i))),
            top + PLOT * (1 - y.part(value + error(line, i))));
      }
    }
  }

  /** Its value is in the middle, marked by a dot. */
  private void bar(double at, double low, double high) {
    g.draw(new Line2D.Double(at, low, at, high));
    g.draw(new Line2D.Double(at - CAP, low, at + CAP, low));
    g.draw(new Line2D.Double(at - CAP, high, at + CAP, high));
    double middle = (low + high) / 2;
    g.fill(new Ellipse2D.Double(at - 2.5, middle - 2.5, 5, 5));
  }

  private void legend(Chart chart, int top) {
    font(Font.PLAIN, 12);
    for (int i = 0; i < chart.lines().size(); i++) {
      Chart.Line line = chart.lines().get(i);
      int left = LEFT + i % 2 * (WIDTH - LEFT - RIGHT) / 2;
      int at = top + i / 2 * LEGEND_LINE;
      g.setColor(colour(line));
      g.setStroke(stroke(line));
      g.draw(new Line2D.Double(left, at, left + 34, at));
      g.setColor(INK);
      g.drawString(line.label(), left + 42, at + 4);
    }
  }

  private static double across(Axis x, double value) {
    return LEFT + 10 + (WIDTH - LEFT - RIGHT - 20) * x.part(value);
  }

  private static double error(Chart.Line line, int i) {
    @Nullable Double error = i < line.errors().size() ? line.errors().get(i) : null;
    return error == null ? 0 : error;
  }

  private static Color colour(Chart.Line line) {
    return LINES[line.colour() % LINES.length];
  }

  private static BasicStroke stroke(Chart.Line line) {
    return line.dashed()
        ? new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0)
        : new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private void font(int style, int size) {
    g.setFont(new Font(Font.SANS_SERIF, style, size));
  }

  private float width(String text) {
    return (float) g.getFontMetrics().stringWidth(text);
  }

  /** From the one end to the other, with ticks at round numbers. */
  private record Axis(double low, double high, double step) {

    static Axis of(double least, double most, double margin) {
      double span = most > least ? most - least : Math.max(1, Math.abs(most));
      double rough = span / 6;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step =
          power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
      return new Axis(least - margin * span, least + span + margin * span, step);
    }

    double part(double value) {
      return (value - low) / (high - low);
    }

    double[] ticks() {
      long first = (long) Math.ceil(low / step - 1e-9);
      long last = (long) Math.floor(high / step + 1e-9);
      double[] ticks = new double[(int) (last - first + 1)];
      for (int i = 0; i < ticks.length; i++) {
        ticks[i] = (first + i) * step;
      }
      return ticks;
    }

    String text(double tick) {
      int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
      if (tick == Math.rint(tick) && step >= 0.5) {
        decimals = 0;
      }
      return String.format(Locale.ROOT, "%." + decimals + "f", tick).replace('-', '−');
    }
  }
}
