package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Spline;
import java.util.ArrayList;
import java.util.List;
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
final class SplineMap implements Univariate {

  private static final float LEAST_SHARE = (float) Spline.LEAST_SHARE;
  private static final float LEAST_SLOPE = (float) Spline.LEAST_SLOPE;

  /** softplus of this is 1 − the least slope: a parameter of 0 gives slope 1. */
  private static final float SLOPE_ONE = (float) Math.log(Math.expm1(1 - Spline.LEAST_SLOPE));

  private final int bins;
  private final float bound;

  SplineMap(Spline spline) {
    bins = spline.bins();
    bound = (float) spline.bound();
  }

  @Override
  public int parameters() {
    return 3 * bins - 1;
  }

  /** What the formulas want to know of the bin of every value. */
  private record Bin(
      Operand<TFloat32> left,
      Operand<TFloat32> width,
      Operand<TFloat32> bottom,
      Operand<TFloat32> height,
      Operand<TFloat32> leftSlope,
      Operand<TFloat32> rightSlope) {}

  @Override
  public Bijector.Mapped forward(
      Pass pass, Operand<TFloat32> x, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> inner = clip(tf, x);
    Bin bin = bin(tf, inner, parameters, true);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> xi = tf.math.div(tf.math.sub(inner, bin.left()), bin.width());
    Operand<TFloat32> rest = tf.math.sub(one, xi);
    Operand<TFloat32> both = tf.math.mul(xi, rest);
    Operand<TFloat32> slope = tf.math.div(bin.height(), bin.width());
    Operand<TFloat32> below = tf.math.add(slope, tf.math.mul(bend(tf, bin, slope), both));
    Operand<TFloat32> square = tf.math.square(xi);
    Operand<TFloat32> z =
        tf.math.add(
            bin.bottom(),
            tf.math.div(
                tf.math.mul(
                    bin.height(),
                    tf.math.add(tf.math.mul(slope, square), tf.math.mul(bin.leftSlope(), both))),
                below));
    Operand<TFloat32> above =
        tf.math.addN(
            ImmutableList.of(
                tf.math.mul(bin.rightSlope(), square),
                tf.math.mul(tf.math.mul(tf.constant(2f), slope), both),
                tf.math.mul(bin.leftSlope(), tf.math.square(rest))));
    // log (s² · above / below²) in one logarithm.
    Operand<TFloat32> logSlope =
        tf.math.log(tf.math.mul(above, tf.math.square(tf.math.div(slope, below))));
    Operand<TBool> inside = inside(tf, x);
    return new Bijector.Mapped(
        tf.select(inside, z, x), pass.rowSum(tf.select(inside, logSlope, tf.zerosLike(logSlope))));
  }

  @Override
  public Operand<TFloat32> inverse(
      Pass pass, Operand<TFloat32> z, List<Operand<TFloat32>> parameters) {
    Ops tf = pass.tf();
    Operand<TFloat32> inner = clip(tf, z);
    Bin bin = bin(tf, inner, parameters, false);
    Operand<TFloat32> slope = tf.math.div(bin.height(), bin.width());
    Operand<TFloat32> v = tf.math.sub(inner, bin.bottom());
    Operand<TFloat32> vt = tf.math.mul(v, bend(tf, bin, slope));
    Operand<TFloat32> a =
        tf.math.add(tf.math.mul(bin.height(), tf.math.sub(slope, bin.leftSlope())), vt);
    Operand<TFloat32> b = tf.math.sub(tf.math.mul(bin.height(), bin.leftSlope()), vt);
    Operand<TFloat32> sv = tf.math.mul(slope, v);
    Operand<TFloat32> discriminant =
        tf.math.add(tf.math.square(b), tf.math.mul(tf.constant(4f), tf.math.mul(a, sv)));
    Operand<TFloat32> root = tf.math.sqrt(tf.math.maximum(discriminant, tf.constant(0f)));
    Operand<TFloat32> xi = tf.math.div(tf.math.mul(tf.constant(2f), sv), tf.math.add(b, root));
    Operand<TFloat32> x = tf.math.add(bin.left(), tf.math.mul(xi, bin.width()));
    return tf.select(inside(tf, z), x, z);
  }

  private Operand<TFloat32> clip(Ops tf, Operand<TFloat32> value) {
    return tf.clipByValue(value, tf.constant(-bound), tf.constant(bound));
  }

  private Operand<TBool> inside(Ops tf, Operand<TFloat32> value) {
    return tf.math.less(tf.math.abs(value), tf.constant(bound));
  }

  /** δ_k+1 + δ_k − 2 s. */
  private static Operand<TFloat32> bend(Ops tf, Bin bin, Operand<TFloat32> slope) {
    return tf.math.sub(
        tf.math.add(bin.leftSlope(), bin.rightSlope()), tf.math.mul(tf.constant(2f), slope));
  }

  /** The bin of every value: of x by its knots there, or of z by those on the other axis. */
  private Bin bin(
      Ops tf, Operand<TFloat32> value, List<Operand<TFloat32>> parameters, boolean forward) {
    List<Operand<TFloat32>> widths = sizes(tf, parameters.subList(0, bins));
    List<Operand<TFloat32>> heights = sizes(tf, parameters.subList(bins, 2 * bins));
    List<Operand<TFloat32>> beyond = beyond(tf, value, forward ? widths : heights);
    List<Operand<TFloat32>> slopes = new ArrayList<>(); // at the inner knots, over 1
    for (Operand<TFloat32> raw : parameters.subList(2 * bins, parameters())) {
      slopes.add(
          tf.math.add(
              tf.constant(LEAST_SLOPE - 1),
              tf.math.softplus(tf.math.add(raw, tf.constant(SLOPE_ONE)))));
    }
    Operand<TFloat32> one = tf.constant(1f);
    List<Operand<TFloat32>> here = new ArrayList<>(); // 1 for the values of a bin
    for (int k = 0; k < bins; k++) {
      Operand<TFloat32> from = k == 0 ? one : beyond.get(k - 1);
      here.add(k == bins - 1 ? from : tf.math.sub(from, beyond.get(k)));
    }
    Operand<TFloat32> start = tf.constant(-bound);
    return new Bin(
        tf.math.add(start, sum(tf, beyond, widths.subList(0, bins - 1))),
        sum(tf, here, widths),
        tf.math.add(start, sum(tf, beyond, heights.subList(0, bins - 1))),
        sum(tf, here, heights),
        tf.math.add(one, sum(tf, here.subList(1, bins), slopes)),
        tf.math.add(one, sum(tf, here.subList(0, bins - 1), slopes)));
  }

  /** Softmax over the bins, in parts of the interval. */
  private List<Operand<TFloat32>> sizes(Ops tf, List<Operand<TFloat32>> raw) {
    Operand<TFloat32> largest = raw.get(0);
    for (Operand<TFloat32> each : raw.subList(1, bins)) {
      largest = tf.math.maximum(largest, each);
    }
    Operand<TFloat32> shift = tf.stopGradient(largest);
    List<Operand<TFloat32>> powers = new ArrayList<>();
    for (Operand<TFloat32> each : raw) {
      powers.add(tf.math.exp(tf.math.sub(each, shift)));
    }
    Operand<TFloat32> scale =
        tf.math.div(tf.constant(2 * bound * (1 - bins * LEAST_SHARE)), tf.math.addN(powers));
    Operand<TFloat32> least = tf.constant(2 * bound * LEAST_SHARE);
    List<Operand<TFloat32>> sizes = new ArrayList<>();
    for (Operand<TFloat32> power : powers) {
      sizes.add(tf.math.add(least, tf.math.mul(power, scale)));
    }
    return sizes;
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
