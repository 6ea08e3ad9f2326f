package io.github.flowlib.tf.internal.flow;

import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.bijector.Bijector;
import io.github.flowlib.tf.internal.bijector.Chain;
import io.github.flowlib.tf.internal.bijector.LogDet;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link Dequantization.Variational}: bends the uniform noise of dequantized rows. */
final class VariationalNoise {

  /** Noise keeps so far from 0 and 1: with 8-bit data the sum is then exact enough to tell. */
  private static final float MARGIN = 1f / (1 << 15);

  private final int levels;
  private final Chain chain;

  VariationalNoise(
      Dequantization.Variational spec,
      EventShape event,
      Context context,
      Function<String, Variables.Scope> scopes) {
    levels = spec.levels();
    Context seen = Context.vector(event.dimension() + context.encodedWidth());
    chain =
        new Chain(spec.noise(), event, seen, name -> scopes.apply("dequantization").scope(name));
  }

  /**
   * Rows with bent noise, and log |det ∂u/∂u₀| of each.
   *
   * @param rows whole numbers, {@code [n, d]}
   * @param noisy the same with uniform noise u₀ from inside (0, 1)
   */
  Bijector.Mapped apply(Pass whole, Operand<TFloat32> rows, Operand<TFloat32> noisy) {
    Ops tf = whole.tf();
    Operand<TFloat32> u = tf.math.sub(noisy, rows);
    Operand<TFloat32> start =
        tf.math.sub(tf.math.log(u), tf.math.log(tf.math.sub(tf.constant(1f), u)));
    Operand<TFloat32> scaled =
        tf.math.sub(
            tf.math.mul(tf.math.add(rows, tf.constant(0.5f)), tf.constant(2f / levels)),
            tf.constant(1f));
    Operand<TFloat32> seen = whole.withContext(scaled);
    Pass pass = whole.seeing(seen);
    Chain.Forward forward = chain.forward(pass, start);
    Operand<TFloat32> v = forward.noise();
    // log of σ'(v) (1 − 2δ) over σ'(start), for every value
    Operand<TFloat32> slopes =
        tf.math.add(
            tf.math.sub(logSlope(tf, v), logSlope(tf, start)),
            tf.constant((float) Math.log1p(-2 * MARGIN)));
    Operand<TFloat32> bent =
        tf.math.add(
            tf.math.mul(tf.math.sigmoid(v), tf.constant(1 - 2 * MARGIN)), tf.constant(MARGIN));
    return new Bijector.Mapped(
        tf.math.add(rows, bent), forward.logDet().plus(LogDet.sumOf(slopes)));
  }

  /** log σ'(v) = −softplus(v) − softplus(−v). */
  private static Operand<TFloat32> logSlope(Ops tf, Operand<TFloat32> v) {
    return tf.math.neg(tf.math.add(tf.math.softplus(v), tf.math.softplus(tf.math.neg(v))));
  }

  void checkTrainable() {
    chain.checkTrainable();
  }
}
