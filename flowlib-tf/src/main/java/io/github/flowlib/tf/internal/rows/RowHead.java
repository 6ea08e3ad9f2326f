package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Runs a head with a row per row over any number of rows, in chunks of bounded memory. */
public final class RowHead {

  /** Feeds what a head needs for a chunk of rows, see {@link Chunks.Counted}. */
  @FunctionalInterface
  public interface Feed {

    void accept(Run run, int chunk, int from, int to);
  }

  private RowHead() {}

  /**
   * All rows of a head.
   *
   * @param rowSize the values that a row takes in memory at its widest
   * @param width values in a row of the result
   * @throws IllegalArgumentException if float32 overflows on the way of a row
   */
  public static float[][] run(
      GraphSession session, Operand<TFloat32> head, int rows, int rowSize, int width, Feed feed) {
    float[][] all = new float[rows][width];
    Chunks.spread(
        session,
        rows,
        rowSize,
        (chunk, from, to) -> {
          try (Run run = new Run(session)) {
            feed.accept(run, chunk, from, to);
            float[] flat = Tensors.floats((TFloat32) run.fetch(head).run().get(0));
            checkHeld(flat, width, from);
            for (int i = from; i < to; i++) {
              System.arraycopy(flat, (i - from) * width, all[i], 0, width);
            }
          }
        });
    return all;
  }

  private static void checkHeld(float[] flat, int width, int firstRow) {
    for (int i = 0; i < flat.length; i++) {
      if (!Float.isFinite(flat[i])) {
        throw new IllegalArgumentException(
            "answers must be numbers that float32 can hold, but that for row "
                + (firstRow + i / width)
                + " has "
                + flat[i]
                + " in column "
                + i % width
                + "; a row, noise or context lies too far from what the model was trained on: remove or"
                + " impute it, or draw at a lower temperature");
      }
    }
  }
}
