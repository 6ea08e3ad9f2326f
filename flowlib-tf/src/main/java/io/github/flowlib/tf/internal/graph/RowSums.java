package io.github.flowlib.tf.internal.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Sums in double: those of hundreds of float32 terms lose too much in float32. */
public final class RowSums {

  /** Columns of what is copied to where others are. */
  private static final long NARROW = 64;

  /** Columns that are side by side at most. */
  private static final long TOGETHER = 512;

  private RowSums() {}

  /** Σ over the last axis. */
  public static Operand<TFloat64> overLast(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(tf.dtypes.cast(x, TFloat64.class), tf.constant(-1));
  }

  /**
   * Σ over the last axis of several {@code [n, k]}, at least one. Narrow ones are summed together,
   * which is fewer operations than a sum for each; to copy wide ones side by side would take longer
   * and more memory.
   */
  public static Operand<TFloat64> overLast(Ops tf, List<Operand<TFloat32>> terms) {
    List<Operand<TFloat64>> sums = new ArrayList<>();
    List<Operand<TFloat32>> together = new ArrayList<>();
    long columns = 0;
    for (Operand<TFloat32> term : terms) {
      long width = term.shape().get(1);
      if (width < 0 || width > NARROW) {
        sums.add(overLast(tf, term));
        continue;
      }
      if (columns + width > TOGETHER) {
        sums.add(side(tf, together));
        together.clear();
        columns = 0;
      }
      together.add(term);
      columns += width;
    }
    if (!together.isEmpty()) {
      sums.add(side(tf, together));
    }
    return added(tf, sums);
  }

  private static Operand<TFloat64> side(Ops tf, List<Operand<TFloat32>> narrow) {
    return overLast(tf, narrow.size() == 1 ? narrow.get(0) : tf.concat(narrow, tf.constant(1)));
  }

  /** One sum of several. */
  public static Operand<TFloat64> added(Ops tf, List<Operand<TFloat64>> sums) {
    return sums.size() == 1 ? sums.get(0) : tf.math.addN(sums);
  }

  /** What a sum over nothing is: {@code [n]} zeros for the rows of x. */
  public static Operand<TFloat64> zeros(Ops tf, Operand<TFloat32> x) {
    // Not tf.zeros, whose scope of its own walks through the whole graph to find a name.
    return tf.fill(
        tf.expandDims(tf.gather(tf.shape(x), tf.constant(0), tf.constant(0)), tf.constant(0)),
        tf.constant(0.0));
  }
}
