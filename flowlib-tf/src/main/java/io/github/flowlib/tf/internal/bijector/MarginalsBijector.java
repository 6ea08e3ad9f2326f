package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link Marginals}: z = Φ⁻¹(q), q = below(k) + p(k)·u.
 *
 * <p>The upper half goes through the survival function, z = −Φ⁻¹(1 − q) with 1 − q = above(k) +
 * p(k)·(1 − u) summed from the top: with q alone, float32 near 1 would lose whole grey levels on
 * the way back.
 */
final class MarginalsBijector implements Bijector.Fitted, Bijector.Elementwise {

  /** Offsets come back from below 1 by this much, so that the level of k + u stays k in float32. */
  private static final float MAX_OFFSET = 1 - 1f / (1 << 16);

  private static final float HALF_LOG_2PI = (float) (0.5 * Math.log(2 * Math.PI));

  /**
   * Added to every level, so that none has probability 0. One pseudo-count spread as the histogram
   * over all positions would leave levels with 1e-8 in the middle of a distribution, whose cells
   * are narrower in z than float32 can tell apart after a few couplings.
   */
  private static final double PSEUDO_COUNT = 0.1;

  private final int levels;
  private final int dimension;
  private final ColumnTables tables;
  private final String path;
  private final Operand<TFloat32> mass;
  private final Operand<TFloat32> below;
  private final Operand<TFloat32> above;

  MarginalsBijector(Marginals spec, EventShape input, Variables.Scope scope) {
    levels = spec.levels();
    dimension = input.dimension();
    tables = new ColumnTables(dimension, levels);
    path = scope.path();
    long size = (long) dimension * levels;
    mass = scope.statistic("mass", size);
    below = scope.statistic("below", size);
    above = scope.statistic("above", size);
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    // A level is constant between its edges, so it has no gradient.
    Operand<TFloat32> level = tf.stopGradient(tf.math.floor(x));
    Operand<TFloat32> u = tf.math.sub(x, level);
    Operand<TInt32> index = tf.math.add(tables.index(tf, 0), tf.dtypes.cast(level, TInt32.class));
    Operand<TFloat32> p = tables.look(tf, mass, index);
    Operand<TFloat32> lower = tf.math.add(tables.look(tf, below, index), tf.math.mul(p, u));
    Operand<TFloat32> upper =
        tf.math.add(tables.look(tf, above, index), tf.math.mul(p, tf.math.sub(tf.constant(1f), u)));
    Operand<TFloat32> half = tf.constant(0.5f);
    Operand<TFloat32> z =
        tf.select(
            tf.math.less(lower, upper),
            tf.math.ndtri(tf.math.minimum(lower, half)),
            tf.math.neg(tf.math.ndtri(tf.math.minimum(upper, half))));
    Operand<TFloat32> logSlope =
        tf.math.add(
            tf.math.log(p),
            tf.math.add(tf.constant(HALF_LOG_2PI), tf.math.mul(half, tf.math.square(z))));
    return new Mapped(z, LogDet.sumOf(logSlope));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    Operand<TBool> isLower = tf.math.less(z, tf.constant(0f));
    // Φ of the nearer tail, in full relative precision.
    Operand<TFloat32> tail =
        tf.math.mul(
            tf.constant(0.5f),
            tf.math.erfc(tf.math.mul(tf.math.abs(z), tf.constant((float) Math.sqrt(0.5)))));
    Operand<TInt32> level = levelOf(tf, isLower, tail);
    Operand<TInt32> index = tf.math.add(tables.index(tf, 0), level);
    Operand<TFloat32> p = tables.look(tf, mass, index);
    Operand<TFloat32> fromBelow = tf.math.div(tf.math.sub(tail, tables.look(tf, below, index)), p);
    Operand<TFloat32> fromAbove =
        tf.math.sub(
            tf.constant(1f), tf.math.div(tf.math.sub(tail, tables.look(tf, above, index)), p));
    Operand<TFloat32> u =
        tf.clipByValue(
            tf.select(isLower, fromBelow, fromAbove), tf.constant(0f), tf.constant(MAX_OFFSET));
    return tf.math.add(tf.dtypes.cast(level, TFloat32.class), u);
  }

  /** The largest level whose lower edge is not above the value. */
  private Operand<TInt32> levelOf(Ops tf, Operand<TBool> isLower, Operand<TFloat32> tail) {
    return tables.last(
        tf,
        tail,
        levels,
        index -> {
          // The lower edge of a level, measured from the top, is all mass above the level before.
          Operand<TInt32> previous = tf.math.sub(index, tf.constant(1));
          return tf.select(
              isLower,
              tf.math.lessEqual(tables.look(tf, below, index), tail),
              tf.math.greaterEqual(tables.look(tf, above, previous), tail));
        });
  }

  @Override
  public Fit startFit() {
    return new Histogram();
  }

  private final class Histogram implements Fit {

    private final double[] counts = new double[dimension * levels];
    private double total = PSEUDO_COUNT * levels;

    Histogram() {
      Arrays.fill(counts, PSEUDO_COUNT);
    }

    @Override
    public void add(float[] rows) {
      for (int i = 0; i < rows.length; i++) {
        counts[i % dimension * levels + (int) rows[i]]++;
      }
      total += rows.length / dimension;
    }

    @Override
    public Map<String, float[]> finish() {
      float[] masses = new float[counts.length];
      float[] belows = new float[counts.length];
      float[] aboves = new float[counts.length];
      for (int first = 0; first < counts.length; first += levels) {
        double sum = 0;
        for (int index = first; index < first + levels; index++) {
          masses[index] = (float) (counts[index] / total);
          belows[index] = (float) sum;
          sum += counts[index] / total;
        }
        sum = 0;
        for (int index = first + levels - 1; index >= first; index--) {
          aboves[index] = (float) sum;
          sum += counts[index] / total;
        }
      }
      return ImmutableMap.of(
          path + "/mass", masses, path + "/below", belows, path + "/above", aboves);
    }
  }
}
