package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat64;

/** Runs heads with one number per row over any number of rows. */
public final class Scoring {

  /** Gets rows by number. */
  @FunctionalInterface
  public interface Rows {

    Batch batch(int from, int to);
  }

  private Scoring() {}

  /** One head over a checked data set. */
  public static double[] score(
      GraphSession session,
      RowInputs inputs,
      Operand<TFloat64> head,
      Dataset data,
      Context context) {
    return score(
        session, inputs, List.of(head), data.rows(), data.dimension(), rows(data, context))[0];
  }

  /** The rows of a checked data set in their order. */
  public static Rows rows(Dataset data, Context context) {
    int[] order = IntStream.range(0, data.rows()).toArray();
    return (from, to) -> Batch.of(data, order, from, to, context);
  }

  /** Several heads in one pass: an array per head. */
  public static double[][] score(
      GraphSession session,
      RowInputs inputs,
      List<Operand<TFloat64>> heads,
      int count,
      int dimension,
      Rows rows) {
    double[][] all = new double[heads.size()][count];
    Chunks.spreadFreely(
        session,
        count,
        dimension,
        (from, to) -> {
          try (Run run = new Run(session)) {
            inputs.feed(run, rows.batch(from, to));
            heads.forEach(run::fetch);
            Result result = run.run();
            for (int h = 0; h < all.length; h++) {
              double[] part = Tensors.doubles((TFloat64) result.get(h));
              System.arraycopy(part, 0, all[h], from, to - from);
            }
          }
        });
    return all;
  }

  public static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
