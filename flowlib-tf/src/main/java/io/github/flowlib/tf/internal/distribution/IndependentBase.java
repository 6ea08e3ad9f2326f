package io.github.flowlib.tf.internal.distribution;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.RowSums;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A base whose values are independent, all have the same distribution, and learn nothing. */
abstract class IndependentBase implements BaseDistribution {

  @Override
  public final Operand<TFloat64> logProb(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return RowSums.overLast(
        tf,
        pass.parts().pieces(z).stream()
            .map(piece -> elements(tf, piece))
            .collect(ImmutableList.toImmutableList()));
  }

  @Override
  public final Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> shape,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    return tf.math.mul(draw(tf, shape, key), temperature);
  }

  /** log p of every value. */
  abstract Operand<TFloat32> elements(Ops tf, Operand<TFloat32> z);

  /** Values of the given shape for a key {@code int64[2]}. */
  abstract Operand<TFloat32> draw(Ops tf, Operand<TInt32> shape, Operand<TInt64> key);
}
