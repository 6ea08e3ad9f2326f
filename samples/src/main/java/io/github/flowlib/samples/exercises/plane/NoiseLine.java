package io.github.flowlib.samples.exercises.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A straight line of noise as points of data that stand close enough to be joined. */
final class NoiseLine {

  private static final int FIRST_POINTS = 600;

  /** So often a piece is halved at most: a flow may stretch by any factor. */
  private static final int HALVINGS = 12;

  private final UnaryOperator<float[][]> toData;
  private final double reach;
  private final double step;

  /**
   * How lines are drawn.
   *
   * @param toData the map of rows of noise to rows of data
   * @param reach of what is seen, [−reach, reach]²; pieces outside may be long
   * @param step the longest piece inside, unless it has been halved to the last
   */
  NoiseLine(UnaryOperator<float[][]> toData, double reach, double step) {
    this.toData = toData;
    this.reach = reach;
    this.step = step;
  }

  /**
   * Where a line goes.
   *
   * @param from one end, in noise
   * @param to the other end
   * @return points along it, in data
   */
  List<float[]> bent(float[] from, float[] to) {
    List<float[]> noise = new ArrayList<>();
    for (int i = 0; i < FIRST_POINTS; i++) {
      noise.add(between(from, to, (float) i / (FIRST_POINTS - 1)));
    }
    List<float[]> data = mapped(noise);
    for (int halving = 0; halving < HALVINGS; halving++) {
      List<float[]> middles = new ArrayList<>();
      for (int i = 1; i < noise.size(); i++) {
        if (isLong(data.get(i - 1), data.get(i))) {
          middles.add(between(noise.get(i - 1), noise.get(i), 0.5f));
        }
      }
      if (middles.isEmpty()) {
        break;
      }
      List<float[]> middlesInData = mapped(middles);
      List<float[]> nextNoise = new ArrayList<>();
      List<float[]> nextData = new ArrayList<>();
      int middle = 0;
      for (int i = 0; i < noise.size(); i++) {
        if (i > 0 && isLong(data.get(i - 1), data.get(i))) {
          nextNoise.add(middles.get(middle));
          nextData.add(middlesInData.get(middle));
          middle++;
        }
        nextNoise.add(noise.get(i));
        nextData.add(data.get(i));
      }
      noise = nextNoise;
      data = nextData;
    }
    return data;
  }

  private List<float[]> mapped(List<float[]> noise) {
    return List.of(toData.apply(noise.toArray(float[][]::new)));
  }

  private boolean isLong(float[] one, float[] other) {
    return (isSeen(one) || isSeen(other))
        && Math.hypot(one[0] - other[0], one[1] - other[1]) > step;
  }

  private boolean isSeen(float[] point) {
    return Math.abs(point[0]) <= reach && Math.abs(point[1]) <= reach;
  }

  private static float[] between(float[] from, float[] to, float share) {
    return new float[] {from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])};
  }
}
