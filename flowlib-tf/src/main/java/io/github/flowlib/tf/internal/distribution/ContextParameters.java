package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.network.DenseLayer;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Learned numbers that are the same for all rows, or depend on the context of each. */
@FunctionalInterface
interface ContextParameters {

  /** {@code [1, width]}, or {@code [n, width]} for a context {@code [n, c]}. */
  Operand<TFloat32> of(Ops tf, Optional<Operand<TFloat32>> context);

  /**
   * Declares the variables: {@code name} is {@code [width]} without a context, and {@code [classes
   * · width]} for classes, class by class; for vectors, {@code name/weights} and {@code name/bias}
   * make a linear map. Tables are flat because weight decay is for matrices: it would pull means
   * towards 0.
   *
   * @param init what the numbers are at the start; classes draw theirs each for itself, vectors do
   *     not matter yet
   */
  static ContextParameters declare(
      Variables.Scope scope, String name, Init init, long width, Context context) {
    if (context instanceof Context.None) {
      Operand<TFloat32> shared = scope.trained(name, init, width);
      return (tf, rows) -> tf.expandDims(shared, tf.constant(0));
    }
    if (context instanceof Context.Classes classes) {
      int rowsOfTable = classes.classes();
      Operand<TFloat32> table = scope.trained(name, init, rowsOfTable * width);
      return (tf, rows) ->
          tf.linalg.matMul(
              rows.orElseThrow(), tf.reshape(table, tf.constant(new long[] {rowsOfTable, width})));
    }
    Variables.Scope layer = scope.scope(name);
    DenseLayer linear =
        new DenseLayer(
            layer.trained("weights", Init.zeros(), context.encodedWidth(), width),
            layer.trained(DenseLayer.BIAS, init, width));
    return (tf, rows) -> linear.apply(tf, rows.orElseThrow());
  }
}
