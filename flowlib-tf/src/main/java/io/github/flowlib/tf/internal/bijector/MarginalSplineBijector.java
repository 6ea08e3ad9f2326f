package io.github.flowlib.tf.internal.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link MarginalSpline}: in a bin, the formulas of {@link SplineBin} for t = (x − x_k) h / w,
 * whose bin is as wide as it is high, so that the units of a column do not matter in float32.
 *
 * <p>Beyond the ends the map is taken at the end, and goes on with the slope there.
 */
final class MarginalSplineBijector implements Bijector.Fitted, Bijector.Elementwise {

  /** Slopes within these bounds, and their ratios, are normal numbers of float32. */
  private static final float SMALLEST_RANGE = 1e-25f;

  private static final float MAX_VALUE = 1e30f;

  private final int knots;
  private final int dimension;
  private final ColumnTables tables;
  private final String path;
  private final Operand<TFloat32> knotX;
  private final Operand<TFloat32> knotZ;
  private final Operand<TFloat32> slope;

  MarginalSplineBijector(MarginalSpline spec, EventShape input, Variables.Scope scope) {
    knots = spec.knots();
    dimension = input.dimension();
    tables = new ColumnTables(dimension, knots);
    path = scope.path();
    long size = (long) dimension * knots;
    knotX = scope.statistic("x", size);
    knotZ = scope.statistic("z", size);
    slope = scope.statistic("slope", size);
  }

  /**
   * Where a value is.
   *
   * @param inside the value, or the end of the knots that it lies beyond
   * @param left x of the knot before
   * @param ratio h / w of the bin
   * @param edge the slope beyond the end that is nearer
   */
  private record Place(
      Operand<TFloat32> inside,
      Operand<TFloat32> left,
      Operand<TFloat32> ratio,
      SplineBin bin,
      Operand<TFloat32> edge) {}

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Place place = place(tf, x, knotX);
    SplineBin.Point point =
        place
            .bin()
            .forward(tf, tf.math.mul(tf.math.sub(place.inside(), place.left()), place.ratio()));
    Operand<TFloat32> beyond = tf.math.mul(tf.math.sub(x, place.inside()), place.edge());
    return new Mapped(
        tf.math.add(point.z(), beyond),
        LogDet.sumOf(tf.math.add(point.logSlope(), tf.math.log(place.ratio()))));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    Place place = place(tf, z, knotZ);
    Operand<TFloat32> t = place.bin().inverse(tf, place.inside());
    Operand<TFloat32> x = tf.math.add(place.left(), tf.math.div(t, place.ratio()));
    return tf.math.add(x, tf.math.div(tf.math.sub(z, place.inside()), place.edge()));
  }

  private Place place(Ops tf, Operand<TFloat32> value, Operand<TFloat32> axis) {
    Operand<TInt32> lastKnot = tables.index(tf, knots - 1);
    Operand<TFloat32> low = tables.look(tf, axis, tables.index(tf, 0));
    Operand<TFloat32> high = tables.look(tf, axis, lastKnot);
    Operand<TFloat32> inside = tf.math.maximum(tf.math.minimum(value, high), low);
    Operand<TInt32> k =
        tf.math.add(
            tables.index(tf, 0),
            tables.last(
                tf,
                value,
                knots - 1,
                index -> tf.math.lessEqual(tables.look(tf, axis, index), inside)));
    Operand<TInt32> next = tf.math.add(k, tf.constant(1));
    Operand<TFloat32> left = tables.look(tf, knotX, k);
    Operand<TFloat32> bottom = tables.look(tf, knotZ, k);
    Operand<TFloat32> height = tf.math.sub(tables.look(tf, knotZ, next), bottom);
    Operand<TFloat32> ratio = tf.math.div(height, tf.math.sub(tables.look(tf, knotX, next), left));
    Operand<TFloat32> leftSlope = tables.look(tf, slope, k);
    Operand<TFloat32> rightSlope = tables.look(tf, slope, next);
    Operand<TBool> isBelow = tf.math.less(value, low);
    return new Place(
        inside,
        left,
        ratio,
        new SplineBin(
            tf.constant(0f),
            height,
            bottom,
            height,
            tf.math.div(leftSlope, ratio),
            tf.math.div(rightSlope, ratio)),
        tf.select(isBelow, leftSlope, rightSlope));
  }

  @Override
  public Fit startFit() {
    return new Columns();
  }

  /** Keeps all rows until they are sorted, column by column. */
  private final class Columns implements Fit {

    private final List<float[]> chunks = new ArrayList<>();
    private int rows;

    @Override
    public void add(float[] flat) {
      chunks.add(flat.clone());
      rows += flat.length / dimension;
    }

    @Override
    public Map<String, float[]> finish() {
      float[] x = new float[dimension * knots];
      float[] z = new float[x.length];
      float[] slopes = new float[x.length];
      try (NormalQuantile quantile = new NormalQuantile()) {
        for (int j = 0; j < dimension; j++) {
          float[] sorted = column(j);
          Arrays.sort(sorted);
          check(sorted, j);
          MarginalKnots.write(sorted, quantile, knots, j * knots, x, z, slopes);
        }
      }
      return Map.of(path + "/x", x, path + "/z", z, path + "/slope", slopes);
    }

    private float[] column(int j) {
      float[] values = new float[rows];
      int next = 0;
      for (float[] chunk : chunks) {
        for (int i = j; i < chunk.length; i += dimension) {
          values[next++] = chunk[i];
        }
      }
      return values;
    }

    private void check(float[] sorted, int j) {
      float low = sorted[0];
      float high = sorted[rows - 1];
      checkArgument(
          low < high,
          "a marginal spline needs values that vary, but column %s is the same in all rows of the training"
              + " data; remove it",
          j);
      checkArgument(
          high - low >= SMALLEST_RANGE && Math.max(-low, high) <= MAX_VALUE,
          "a marginal spline needs values that differ by at least %s and are at most %s in size, but column %s has"
              + " %s to %s; scale it, with FixedAffine",
          SMALLEST_RANGE,
          MAX_VALUE,
          j,
          low,
          high);
    }
  }
}
