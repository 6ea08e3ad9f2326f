package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * {@link Conditioner.Mlp#dropout()} after one hidden layer: units are left out in a training pass,
 * and nothing happens in another one.
 *
 * <p>What is left out follows from the step and the name of the layer. So a network that an
 * autoregressive transform runs many times in one pass is the same every time.
 *
 * @param rate the share of units, if any
 * @param site tells one layer from another
 */
public record Dropout(OptionalDouble rate, long site) {

  /** One for every hidden layer. */
  static ImmutableList<Dropout> after(Conditioner.Mlp spec, Variables.Scope scope) {
    return IntStream.range(0, spec.hidden().size())
        .mapToObj(i -> of(spec.dropout(), scope.path() + "/hidden" + i))
        .collect(ImmutableList.toImmutableList());
  }

  public static Dropout of(OptionalDouble rate, String layer) {
    return new Dropout(rate, Hashing.sha256().hashString(layer, StandardCharsets.UTF_8).asLong());
  }

  /**
   * {@code [n, units]}, or by columns {@code [units, n]}: 0 with probability p, and else divided by
   * 1 − p.
   */
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> units) {
    if (rate.isEmpty() || pass.dropoutKey().isEmpty()) {
      return units;
    }
    Ops tf = pass.tf();
    double p = rate.getAsDouble();
    Operand<TInt64> key = tf.math.add(pass.dropoutKey().get(), tf.constant(new long[] {site, 0}));
    Operand<TFloat32> uniform =
        tf.stopGradient(StatelessRandomUniform.create(tf.scope(), tf.shape(units), key));
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant((float) p)), TFloat32.class);
    return tf.math.mul(units, tf.math.mul(kept, tf.constant((float) (1 / (1 - p)))));
  }
}
