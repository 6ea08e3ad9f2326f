package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Base;
import io.github.flowlib.tf.internal.graph.Pass;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** {@link Base} as operations. */
public interface BaseDistribution {

  /** log p(z) of every row, or log p(z | y) where the pass has a context: {@code [n]}. */
  Operand<TFloat64> logProb(Pass pass, Operand<TFloat32> z);

  /**
   * Draws noise.
   *
   * @param shape {@code [n, d]}
   * @param key {@code int64[2]}
   * @param temperature a factor on the deviation from the mean
   * @param context of the rows, {@code [n, c]}
   * @return {@code [n, d]}
   */
  Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> shape,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context);

  /** A key of its own for each of several draws; 0 is the key itself. Chunks stay below 2³². */
  static Operand<TInt64> stream(Ops tf, Operand<TInt64> key, int number) {
    return tf.math.add(key, tf.constant(new long[] {0, (long) number << 32}));
  }
}
