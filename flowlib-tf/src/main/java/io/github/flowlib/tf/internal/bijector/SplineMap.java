package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.Lists;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.SoftBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * {@link Spline}, one tensor {@code [n, m]} for every number of a bin.
 *
 * <p>Finding the bin is what costs. Here nothing is gathered and nothing is summed over an axis of
 * bins: for every inner knot there is a mask of the values that lie beyond it, and what is wanted
 * of a bin is a sum of products with those masks. Masks have no gradient, so the gradient of such a
 * sum is one product per bin.
 */
final class SplineMap implements UnivariateMap {

  private static final float MIN_SHARE = (float) Spline.MIN_SHARE;
  private static final float MIN_SLOPE = (float) Spline.MIN_SLOPE;

  /** softplus of this is 1 − the least slope: a parameter of 0 gives slope 1. */
  private static final float SLOPE_ONE = (float) Math.log(Math.expm1(1 - Spline.MIN_SLOPE));

  private final int bins;
  private final float bound;
  private final Optional<Spline.Limits> limits;

  SplineMap(Spline spline) {
    bins = spline.bins();
    bound = (float) spline.bound();
    limits = spline.limits();
  }

  @Override
  public int parameterCount() {
    return 3 * bins - 1;
  }

  @Override
  public Bijector.Mapped forward(
      Pass pass, Operand<TFloat32> x, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> inner = clip(tf, x);
    SplineBin.Point point = bin(tf, inner, parameters, true).forward(tf, inner);
    Operand<TBool> inside = inside(tf, x);
    return new Bijector.Mapped(
        tf.select(inside, point.z(), x),
        LogDet.sumOf(tf.select(inside, point.logSlope(), tf.zerosLike(point.logSlope()))));
  }

  @Override
  public Operand<TFloat32> inverse(
      Pass pass, Operand<TFloat32> z, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> inner = clip(tf, z);
    Operand<TFloat32> x = bin(tf, inner, parameters, false).inverse(tf, inner);
    return tf.select(inside(tf, z), x, z);
  }

  private Operand<TFloat32> clip(Ops tf, Operand<TFloat32> value) {
    return tf.clipByValue(value, tf.constant(-bound), tf.constant(bound));
  }

  private Operand<TBool> inside(Ops tf, Operand<TFloat32> value) {
    return tf.math.less(tf.math.abs(value), tf.constant(bound));
  }

  /** The bin of every value: of x by its knots there, or of z by those on the other axis. */
  private SplineBin bin(
      Ops tf, Operand<TFloat32> value, List<Operand<TFloat32>> parameters, boolean forward) {
    List<Operand<TFloat32>> widths = sizes(tf, parameters.subList(0, bins));
    List<Operand<TFloat32>> heights = sizes(tf, parameters.subList(bins, 2 * bins));
    List<Operand<TFloat32>> beyond = beyond(tf, value, forward ? widths : heights);
    List<Operand<TFloat32>> slopes = new ArrayList<>(); // at the inner knots, over 1
    List<Operand<TFloat32>> raw = parameters.subList(2 * bins, parameterCount());
    for (Operand<TFloat32> each :
        limits.isPresent() ? limited(tf, raw, limits.get().slope()) : raw) {
      slopes.add(
          tf.math.add(
              tf.constant(MIN_SLOPE - 1),
              tf.math.softplus(tf.math.add(each, tf.constant(SLOPE_ONE)))));
    }
    Operand<TFloat32> one = tf.constant(1f);
    List<Operand<TFloat32>> here = new ArrayList<>(); // 1 for the values of a bin
    for (int k = 0; k < bins; k++) {
      Operand<TFloat32> from = k == 0 ? one : beyond.get(k - 1);
      here.add(k == bins - 1 ? from : tf.math.sub(from, beyond.get(k)));
    }
    Operand<TFloat32> start = tf.constant(-bound);
    return new SplineBin(
        tf.math.add(start, sum(tf, beyond, widths.subList(0, bins - 1))),
        sum(tf, here, widths),
        tf.math.add(start, sum(tf, beyond, heights.subList(0, bins - 1))),
        sum(tf, here, heights),
        tf.math.add(one, sum(tf, here.subList(1, bins), slopes)),
        tf.math.add(one, sum(tf, here.subList(0, bins - 1), slopes)));
  }

  /** Softmax over the bins, in parts of the interval. */
  private List<Operand<TFloat32>> sizes(Ops tf, List<Operand<TFloat32>> raw) {
    List<Operand<TFloat32>> powers = new ArrayList<>();
    for (Operand<TFloat32> each :
        limits.isPresent() ? limited(tf, raw, limits.get().size()) : upToZero(tf, raw)) {
      powers.add(tf.math.exp(each));
    }
    Operand<TFloat32> scale =
        tf.math.div(tf.constant(2 * bound * (1 - bins * MIN_SHARE)), tf.math.addN(powers));
    Operand<TFloat32> least = tf.constant(2 * bound * MIN_SHARE);
    List<Operand<TFloat32>> sizes = new ArrayList<>();
    for (Operand<TFloat32> power : powers) {
      sizes.add(tf.math.add(least, tf.math.mul(power, scale)));
    }
    return sizes;
  }

  private static List<Operand<TFloat32>> limited(
      Ops tf, List<Operand<TFloat32>> raw, double limit) {
    return Lists.transform(raw, each -> SoftBound.apply(tf, each, (float) limit));
  }

  /** The same to a softmax, whose powers cannot overflow then. */
  private static List<Operand<TFloat32>> upToZero(Ops tf, List<Operand<TFloat32>> raw) {
    Operand<TFloat32> largest = raw.get(0);
    for (Operand<TFloat32> each : raw.subList(1, raw.size())) {
      largest = tf.math.maximum(largest, each);
    }
    Operand<TFloat32> shift = tf.stopGradient(largest);
    return Lists.transform(raw, each -> tf.math.sub(each, shift));
  }

  /** For every inner knot: 1 for the values at or beyond it, 0 for the others. */
  private List<Operand<TFloat32>> beyond(
      Ops tf, Operand<TFloat32> value, List<Operand<TFloat32>> sizes) {
    List<Operand<TFloat32>> beyond = new ArrayList<>();
    Operand<TFloat32> knot = tf.constant(-bound);
    for (int k = 0; k < bins - 1; k++) {
      knot = tf.math.add(knot, tf.stopGradient(sizes.get(k)));
      beyond.add(tf.dtypes.cast(tf.math.greaterEqual(value, knot), TFloat32.class));
    }
    return beyond;
  }

  private static Operand<TFloat32> sum(
      Ops tf, List<Operand<TFloat32>> masks, List<Operand<TFloat32>> values) {
    List<Operand<TFloat32>> products = new ArrayList<>();
    for (int k = 0; k < masks.size(); k++) {
      products.add(tf.math.mul(masks.get(k), values.get(k)));
    }
    return tf.math.addN(products);
  }
}
