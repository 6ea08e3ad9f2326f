package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.RowSums;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * log |det ∂z/∂x| of every row, as what it is the sum of. It is summed at the end of a way through
 * many transforms, because one sum over all narrow terms is fewer operations than one for each.
 *
 * @param terms {@code [n, k]} each, all values of a row to be summed in double
 * @param ofEveryRow numbers that are the same for every row
 */
public record LogDet(
    ImmutableList<Operand<TFloat32>> terms, ImmutableList<Operand<TFloat64>> ofEveryRow) {

  /** Of a map that moves values and does not stretch them. */
  public static LogDet zero() {
    return new LogDet(ImmutableList.of(), ImmutableList.of());
  }

  /**
   * Of a map of every value by itself.
   *
   * @param logSlopes {@code [n, k]}
   */
  public static LogDet sumOf(Operand<TFloat32> logSlopes) {
    return new LogDet(ImmutableList.of(logSlopes), ImmutableList.of());
  }

  /** Of a linear map, which is the same everywhere. */
  static LogDet ofEveryRow(Operand<TFloat64> logDet) {
    return new LogDet(ImmutableList.of(), ImmutableList.of(logDet));
  }

  /** Of two maps, one after the other. */
  public LogDet plus(LogDet other) {
    return new LogDet(joined(terms, other.terms), joined(ofEveryRow, other.ofEveryRow));
  }

  private static <T> ImmutableList<T> joined(ImmutableList<T> some, ImmutableList<T> others) {
    return ImmutableList.<T>builder().addAll(some).addAll(others).build();
  }

  /**
   * {@code [n]}, in double: sums over hundreds of dimensions lose too much in float32.
   *
   * @param rows {@code [n, d]}, any that are as many
   */
  public Operand<TFloat64> sum(Ops tf, Operand<TFloat32> rows) {
    Operand<TFloat64> ofRows =
        terms.isEmpty() ? RowSums.zeros(tf, rows) : RowSums.overLast(tf, terms);
    return ofEveryRow.isEmpty() ? ofRows : tf.math.add(ofRows, RowSums.added(tf, ofEveryRow));
  }
}
