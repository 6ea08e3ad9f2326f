package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;

/**
 * Flat rows on their way into a graph.
 *
 * @param rows how many
 * @param values {@code rows · d} values
 * @param condition what the rows are conditioned on
 */
public record Batch(int rows, float[] values, Condition condition) {

  /** The rows {@code order[from] … order[to − 1]} of checked data. */
  public static Batch of(Dataset data, int[] order, int from, int to, Context context) {
    float[] values = new float[(to - from) * data.dimension()];
    for (int i = from; i < to; i++) {
      data.copyRow(order[i], values, (i - from) * data.dimension());
    }
    return new Batch(to - from, values, Conditions.of(data, order, from, to, context));
  }

  /** Some checked rows. */
  public static Batch of(float[][] rows, int from, int to, int dimension, Condition condition) {
    float[] values = new float[(to - from) * dimension];
    for (int i = from; i < to; i++) {
      System.arraycopy(rows[i], 0, values, (i - from) * dimension, dimension);
    }
    return new Batch(to - from, values, condition.slice(from, to));
  }
}
