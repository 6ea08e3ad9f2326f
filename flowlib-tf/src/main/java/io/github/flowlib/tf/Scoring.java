package io.github.flowlib.tf;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ContextSpec;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/** Runs a {@code [n]} head over any number of rows in bounded memory. */
final class Scoring {

  private static final int MOST_ROWS = 1000;
  private static final int MOST_VALUES = 1 << 22;

  private Scoring() {}

  /**
   * Rows per run: many enough to be fast, few enough that the memory of a run does not grow with
   * the data.
   */
  static int chunk(int dimension) {
    return Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / dimension));
  }

  /** The rows and conditions of a checked data set, one value per row. */
  static double[] logProb(
      GraphSession session,
      RowInputs inputs,
      Operand<TFloat64> head,
      Dataset data,
      ContextSpec context) {
    int[] order = IntStream.range(0, data.rows()).toArray();
    double[] all = new double[data.rows()];
    int chunk = chunk(data.dimension());
    for (int from = 0; from < data.rows(); from += chunk) {
      int to = Math.min(from + chunk, data.rows());
      double[] part = run(session, inputs, head, Batch.of(data, order, from, to, context));
      System.arraycopy(part, 0, all, from, part.length);
    }
    return all;
  }

  /** One batch, one value per row. */
  static double[] run(GraphSession session, RowInputs inputs, Operand<TFloat64> head, Batch batch) {
    try (Run run = new Run(session)) {
      inputs.feed(run, batch);
      return Tensors.doubles((TFloat64) run.fetch(head).run().get(0));
    }
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
