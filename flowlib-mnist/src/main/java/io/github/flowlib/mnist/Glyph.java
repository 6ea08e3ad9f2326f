package io.github.flowlib.mnist;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to draw a sign: smooth curves through points.
 *
 * @param points all points in the order of writing
 */
record Glyph(ImmutableList<Point> points) {

  /** Parts of a curve between two points: enough for 28 pixels. */
  private static final int STEPS = 5;

  /**
   * A point that the pen passes.
   *
   * @param x to the right
   * @param y downwards
   * @param lifted the pen comes here without drawing
   * @param corner the line may bend sharply here
   */
  record Point(double x, double y, boolean lifted, boolean corner) {

    boolean breaksCurve() {
      return lifted || corner;
    }
  }

  /** Parses the notation of {@link DigitTemplates}. */
  static Glyph parse(String text) {
    ImmutableList.Builder<Point> points = ImmutableList.builder();
    for (String stroke : text.split(" / ")) {
      boolean lifted = true;
      for (String point : stroke.split(" ")) {
        double[] xy =
            Stream.of(point.replace("!", "").split(",")).mapToDouble(Double::valueOf).toArray();
        points.add(new Point(xy[0], xy[1], lifted, point.endsWith("!")));
        lifted = false;
      }
    }
    return new Glyph(points.build());
  }

  /**
   * The curves as short lines: Catmull and Rom's cubic through the points (1974), which passes
   * every point with the direction from its predecessor to its successor. At ends and corners the
   * neighbour beyond is left out.
   */
  List<Point> flatten() {
    List<Point> line = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Point to = points.get(i);
      if (to.lifted()) {
        line.add(to);
        continue;
      }
      Point from = points.get(i - 1);
      Point before = from.breaksCurve() ? from : points.get(i - 2);
      boolean last = i + 1 == points.size() || points.get(i + 1).lifted();
      Point after = last || to.corner() ? to : points.get(i + 1);
      for (int step = 1; step <= STEPS; step++) {
        double t = (double) step / STEPS;
        line.add(
            new Point(
                cubic(before.x(), from.x(), to.x(), after.x(), t),
                cubic(before.y(), from.y(), to.y(), after.y(), t),
                false,
                false));
      }
    }
    return line;
  }

  private static double cubic(double before, double from, double to, double after, double t) {
    return from
        + 0.5
            * t
            * (to
                - before
                + t
                    * (2 * before
                        - 5 * from
                        + 4 * to
                        - after
                        + t * (3 * (from - to) + after - before)));
  }
}
