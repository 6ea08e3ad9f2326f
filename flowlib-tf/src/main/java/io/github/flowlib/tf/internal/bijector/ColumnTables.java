package io.github.flowlib.tf.internal.bijector;

import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How tables with as many entries for every column lie in flat variables, one column after the
 * other, and how values {@code [n, d]} look things up there.
 *
 * @param columns d
 * @param size entries of a column
 */
record ColumnTables(int columns, int size) {

  /** The index of an entry of every column: {@code [1, d]}. */
  Operand<TInt32> index(Ops tf, int entry) {
    int[] indices = new int[columns];
    for (int j = 0; j < columns; j++) {
      indices[j] = j * size + entry;
    }
    return tf.constant(new int[][] {indices});
  }

  Operand<TFloat32> look(Ops tf, Operand<TFloat32> table, Operand<TInt32> index) {
    return tf.gather(table, index, tf.constant(0));
  }

  /**
   * The last of the first {@code entries} entries for which a condition on their index holds, by
   * halving; the condition holds up to some entry and not beyond. Entry 0 is taken for granted.
   *
   * @param values what is looked for, of which only the shape matters here
   * @return the entry, {@code [n, d]}
   */
  Operand<TInt32> last(
      Ops tf,
      Operand<TFloat32> values,
      int entries,
      Function<Operand<TInt32>, Operand<TBool>> holds) {
    Operand<TInt32> entry = tf.zerosLike(tf.dtypes.cast(values, TInt32.class));
    for (int step = Integer.highestOneBit(entries - 1); step >= 1; step /= 2) {
      Operand<TInt32> candidate =
          tf.math.minimum(tf.math.add(entry, tf.constant(step)), tf.constant(entries - 1));
      entry = tf.select(holds.apply(tf.math.add(index(tf, 0), candidate)), candidate, entry);
    }
    return entry;
  }
}
