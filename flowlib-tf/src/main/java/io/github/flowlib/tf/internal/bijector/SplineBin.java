package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Spline;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The bin of every value in a rational-quadratic spline, and the formulas of {@link Spline} there.
 */
record SplineBin(
    Operand<TFloat32> left,
    Operand<TFloat32> width,
    Operand<TFloat32> bottom,
    Operand<TFloat32> height,
    Operand<TFloat32> leftSlope,
    Operand<TFloat32> rightSlope) {

  /** z and log dz/dx of every value. */
  record Point(Operand<TFloat32> z, Operand<TFloat32> logSlope) {}

  Point forward(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> xi = tf.math.div(tf.math.sub(x, left), width);
    Operand<TFloat32> rest = tf.math.sub(one, xi);
    Operand<TFloat32> both = tf.math.mul(xi, rest);
    Operand<TFloat32> slope = tf.math.div(height, width);
    Operand<TFloat32> below = tf.math.add(slope, tf.math.mul(bend(tf, slope), both));
    Operand<TFloat32> square = tf.math.square(xi);
    Operand<TFloat32> z =
        tf.math.add(
            bottom,
            tf.math.div(
                tf.math.mul(
                    height, tf.math.add(tf.math.mul(slope, square), tf.math.mul(leftSlope, both))),
                below));
    Operand<TFloat32> above =
        tf.math.addN(
            ImmutableList.of(
                tf.math.mul(rightSlope, square),
                tf.math.mul(tf.math.mul(tf.constant(2f), slope), both),
                tf.math.mul(leftSlope, tf.math.square(rest))));
    // log (s² · above / below²) in one logarithm.
    return new Point(z, tf.math.log(tf.math.mul(above, tf.math.square(tf.math.div(slope, below)))));
  }

  Operand<TFloat32> inverse(Ops tf, Operand<TFloat32> z) {
    Operand<TFloat32> slope = tf.math.div(height, width);
    Operand<TFloat32> v = tf.math.sub(z, bottom);
    Operand<TFloat32> vt = tf.math.mul(v, bend(tf, slope));
    Operand<TFloat32> a = tf.math.add(tf.math.mul(height, tf.math.sub(slope, leftSlope)), vt);
    Operand<TFloat32> b = tf.math.sub(tf.math.mul(height, leftSlope), vt);
    Operand<TFloat32> sv = tf.math.mul(slope, v);
    Operand<TFloat32> discriminant =
        tf.math.add(tf.math.square(b), tf.math.mul(tf.constant(4f), tf.math.mul(a, sv)));
    Operand<TFloat32> root = tf.math.sqrt(tf.math.maximum(discriminant, tf.constant(0f)));
    Operand<TFloat32> xi = tf.math.div(tf.math.mul(tf.constant(2f), sv), tf.math.add(b, root));
    return tf.math.add(left, tf.math.mul(xi, width));
  }

  /** δ_k+1 + δ_k − 2 s. */
  private Operand<TFloat32> bend(Ops tf, Operand<TFloat32> slope) {
    return tf.math.sub(tf.math.add(leftSlope, rightSlope), tf.math.mul(tf.constant(2f), slope));
  }
}
