package io.github.flowlib.tf.internal.bijector;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import java.util.ArrayList;
import java.util.List;

/**
 * The knots of one column for {@link io.github.flowlib.spec.MarginalSpline}: from sorted values to
 * (x, z, slope).
 */
final class MarginalKnots {

  /** Fewer rows than this tell more of chance than of a shape. */
  private static final int MIN_ROWS_PER_BIN = 8;

  /** Knots are this far apart, in parts of the column's range: nearer ones are one spike. */
  private static final double MIN_SHARE = 1e-9;

  /** Knots are at least this many steps of float32 apart. */
  private static final int MIN_STEPS = 8;

  private final float[] sorted;
  private final List<Float> x = new ArrayList<>();
  private final List<Double> q = new ArrayList<>();

  private MarginalKnots(float[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Writes {@code size} knots, from index {@code first}.
   *
   * @param sorted the values of the column, ascending; not all the same
   */
  static void write(
      float[] sorted,
      NormalQuantile quantile,
      int size,
      int first,
      float[] x,
      float[] z,
      float[] slope) {
    MarginalKnots knots = new MarginalKnots(sorted);
    knots.choose(size);
    float[] ofX = Floats.toArray(knots.x);
    float[] ofZ = Floats.toArray(Doubles.asList(quantile.of(Doubles.toArray(knots.q))));
    double[] slopes = slopes(ofX, ofZ);
    int found = ofX.length;
    // What is missing lies on the straight line above the last one, where it changes nothing.
    double step = (double) ofX[found - 1] - ofX[0] + Math.abs(ofX[found - 1]);
    for (int k = 0; k < size; k++) {
      int beyond = Math.max(0, k - found + 1);
      int at = k - beyond;
      x[first + k] = (float) (ofX[at] + beyond * step);
      z[first + k] = (float) (ofZ[at] + ((double) x[first + k] - ofX[at]) * slopes[at]);
      slope[first + k] = (float) slopes[at];
    }
  }

  /** The ends, and quantiles between them. */
  private void choose(int wanted) {
    int rows = sorted.length;
    add(sorted[0], 0);
    double before = 0;
    for (int k = 1; k < wanted - 1; k++) {
      double share = share((double) k / (wanted - 1), rows);
      float value = at(share * rows - 0.5);
      if (Math.min(share - before, 1 - share) * rows >= MIN_ROWS_PER_BIN
          && isApart(last(), value)) {
        add(value, share);
        before = share;
      }
    }
    float largest = sorted[rows - 1];
    if (x.size() > 1 && !isApart(last(), largest)) {
      x.remove(x.size() - 1);
      q.remove(q.size() - 1);
    }
    add(largest, 1);
  }

  /**
   * The share q of rows below a knot, which is at {@code part} of the way from the first one to the
   * last: half of the way is measured by q, half by log q − log(1 − q), or the outermost bins would
   * hold all of the tails.
   */
  private static double share(double part, int rows) {
    double end = Math.log(2.0 * rows - 1); // the log-odds of the largest value
    double low = -end;
    double high = end;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double way = (logistic(middle) - logistic(-end)) / (logistic(end) - logistic(-end));
      if ((way + (middle + end) / (2 * end)) / 2 < part) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return logistic(low);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Rows that share a value share the middle of their ranks. */
  private void add(float value, double share) {
    int below = rank(value, false);
    int upTo = rank(value, true);
    x.add(value);
    q.add(upTo > below ? (below + upTo) / (2.0 * sorted.length) : share);
  }

  private float last() {
    return x.get(x.size() - 1);
  }

  private boolean isApart(float from, float to) {
    double range = (double) sorted[sorted.length - 1] - sorted[0];
    float steps = MIN_STEPS * Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
    return (double) to - from > Math.max(MIN_SHARE * range, steps);
  }

  /** Between two values of the column, or one of them; the smallest is at 0. */
  private float at(double position) {
    int lower = (int) position;
    int upper = Math.min(lower + 1, sorted.length - 1);
    return (float) (sorted[lower] + (position - lower) * ((double) sorted[upper] - sorted[lower]));
  }

  /** How many values lie below one, or up to it. */
  private int rank(float value, boolean included) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value || (included && sorted[middle] == value)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Geometric means of the slopes of the bins beside, by Gregory and Delbourgo 1982. */
  private static double[] slopes(float[] x, float[] z) {
    int bins = x.length - 1;
    double[] width = new double[bins];
    double[] log = new double[bins];
    for (int k = 0; k < bins; k++) {
      width[k] = (double) x[k + 1] - x[k];
      log[k] = Math.log(((double) z[k + 1] - z[k]) / width[k]);
    }
    double[] slopes = new double[bins + 1];
    slopes[0] = Math.exp(log[0]);
    slopes[bins] = Math.exp(log[bins - 1]);
    for (int k = 1; k < bins; k++) {
      slopes[k] =
          Math.exp((width[k] * log[k - 1] + width[k - 1] * log[k]) / (width[k - 1] + width[k]));
    }
    return slopes;
  }
}
