package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Overflow;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.function.BiConsumer;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Finds values that float32 cannot square where the first network sees them: fill values such as
 * 9.96921e36, above all. One of them would end a training at its first step or, among the
 * validation data, after its first epoch, and nobody would learn which it was.
 *
 * <p>What stands before the first network maps every value by itself and in order, so the extremes
 * of a column stand for all its values.
 */
public final class OverflowCheck {

  private final GraphSession session;
  private final ModelSpec spec;
  private final RowInputs inputs;
  private final Operand<TFloat32> leading;

  /**
   * A check with statistics as they are in a session.
   *
   * @param leading {@code [n, d]}: what the first network sees of the rows
   */
  public OverflowCheck(
      GraphSession session, ModelSpec spec, RowInputs inputs, Operand<TFloat32> leading) {
    this.session = session;
    this.spec = spec;
    this.inputs = inputs;
    this.leading = leading;
  }

  /**
   * Checks data that are checked for all else.
   *
   * @throws IllegalArgumentException naming row, column and value
   */
  public void check(Dataset data, String name) {
    if (!spec.wholeNumbers()) { // which are small
      float[] row = new float[data.dimension()];
      Extremes extremes =
          Extremes.of(
              data.rows(),
              row.length,
              i -> {
                data.copyRow(i, row, 0);
                return row;
              });
      check(extremes, name + " must be", "", leading, this::feedRows);
    }
    inputs
        .numbers()
        .ifPresent(
            numbers ->
                check(
                    Extremes.of(data.rows(), data.contextWidth(), data::context),
                    "the context of " + name + " must be",
                    "the context of ",
                    numbers,
                    this::feedVectors));
  }

  private void feedRows(Run run, float[][] values) {
    inputs.feedRows(run, Batch.of(values, 0, 2, values[0].length, new Condition.None()));
  }

  private void feedVectors(Run run, float[][] values) {
    inputs.feedCondition(run, new Condition.Vectors(values));
  }

  private void check(
      Extremes extremes,
      String mustBe,
      String ofWhat,
      Operand<TFloat32> head,
      BiConsumer<Run, float[][]> feed) {
    float[] seen;
    try (Run run = new Run(session)) {
      feed.accept(run, extremes.values());
      seen = Tensors.floats((TFloat32) run.fetch(head).run().get(0));
    }
    int width = extremes.values()[0].length;
    for (int i = 0; i < seen.length; i++) {
      if (!(Math.abs(seen[i]) <= Overflow.LIMIT)) { // also NaN
        int end = i / width;
        int column = i % width;
        throw new IllegalArgumentException(
            mustBe
                + " values that float32 can square, up to 1.8e19, where the first network sees them,"
                + " but "
                + ofWhat
                + "row "
                + extremes.rows()[end][column]
                + ", column "
                + column
                + " is "
                + extremes.values()[end][column]
                + "; remove or impute it, or rescale the column");
      }
    }
  }
}
