package io.github.flowlib.tf.internal.vae;

import io.github.flowlib.tf.internal.rows.RowInputs;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/**
 * Rows so far away that float32 cannot hold the square of one of their values, or of their context.
 * They have no density that it could tell: where what their bounds are made of is no number, it is
 * an infinity. Of any other row, what is no number stays so, because it is a fault of the weights.
 */
final class FarRows {

  private final Ops tf;

  /** {@code [n]}. */
  private final Operand<TBool> isFar;

  FarRows(Ops tf, RowInputs inputs) {
    this.tf = tf;
    isFar =
        Stream.concat(Stream.of(inputs.rows()), inputs.numbers().stream())
            .map(
                values ->
                    (Operand<TBool>)
                        tf.reduceAny(tf.math.isInf(tf.math.square(values)), tf.constant(1)))
            .reduce(tf.math::logicalOr)
            .orElseThrow();
  }

  /** The same, with infinities in place of what is no number in rows far away. */
  VaeGraph.Terms withInfinities(VaeGraph.Terms terms) {
    Operand<TBool> ofSamples = tf.expandDims(isFar, tf.constant(1));
    return new VaeGraph.Terms(
        replaced(terms.logLikelihood(), ofSamples, Double.NEGATIVE_INFINITY),
        replaced(terms.logRatio(), ofSamples, Double.NEGATIVE_INFINITY),
        replaced(terms.kl(), isFar, Double.POSITIVE_INFINITY));
  }

  private Operand<TFloat64> replaced(
      Operand<TFloat64> values, Operand<TBool> where, double infinity) {
    return tf.select(
        tf.math.logicalAnd(tf.math.isNan(values), where),
        tf.math.add(tf.zerosLike(values), tf.constant(infinity)),
        values);
  }
}
