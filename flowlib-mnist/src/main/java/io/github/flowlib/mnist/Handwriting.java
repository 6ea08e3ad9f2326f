package io.github.flowlib.mnist;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One hand: what makes two drawings of the same sign differ. All its randomness is uniform. */
final class Handwriting {

  private final SplittableRandom random;
  private final double slant;
  private final double turn;
  private final double aspect;

  Handwriting(SplittableRandom random) {
    this.random = random;
    this.slant = 0.12 + 0.2 * noise();
    this.turn = 0.08 * noise();
    this.aspect = 0.93 + 0.15 * noise();
  }

  /** About normal with deviation 1, never beyond 3; stays the same on every Java version. */
  double noise() {
    return 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble()) - 3;
  }

  <T> T choose(ImmutableList<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Moves every point a little: for itself, and smoothly as a part of the whole sign. */
  Glyph write(Glyph glyph) {
    double bendX = 5 * noise();
    double bendY = 5 * noise();
    double topWidth = 0.1 * noise();
    double middle = 5 * noise();
    List<Glyph.Point> points = new ArrayList<>();
    for (Glyph.Point p : glyph.points()) {
      double u = (p.x() - 50) / 50;
      double v = (p.y() - 50) / 50;
      double x = 50 * u * (1 + topWidth * v) + bendX * (v * v - 0.5) + 3 * noise();
      double y = 50 * v + bendY * (u * u - 0.5) + middle * (1 - v * v) + 3 * noise();
      double slanted = aspect * x - slant * y;
      points.add(new Glyph.Point(slanted - turn * y, y + turn * slanted, p.lifted(), p.corner()));
    }
    return new Glyph(ImmutableList.copyOf(points));
  }
}
