package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Runs a head with a row per row over any number of rows, in chunks of bounded memory. */
public final class RowHead {

  /** Feeds what a head needs for a chunk of rows, see {@link Chunks.Counted}. */
  @FunctionalInterface
  public interface CountedFeed {

    void accept(Run run, int chunk, int from, int to);
  }

  /** Feeds what a head needs for the rows {@code from … to − 1}. */
  @FunctionalInterface
  public interface Feed {

    void accept(Run run, int from, int to);
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
    Chunks.spreadFreely(
        session,
        rows,
        rowSize,
        (from, to) -> chunk(session, head, from, to, all, run -> feed.accept(run, from, to)));
    return all;
  }

  /** The same for a head whose random numbers are those of a chunk. */
  public static float[][] draw(
      GraphSession session,
      Operand<TFloat32> head,
      int rows,
      int rowSize,
      int width,
      CountedFeed feed) {
    float[][] all = new float[rows][width];
    Chunks.spread(
        session,
        rows,
        rowSize,
        (number, from, to) ->
            chunk(session, head, from, to, all, run -> feed.accept(run, number, from, to)));
    return all;
  }

  private static void chunk(
      GraphSession session,
      Operand<TFloat32> head,
      int from,
      int to,
      float[][] all,
      Consumer<Run> feed) {
    try (Run run = new Run(session)) {
      feed.accept(run);
      float[] flat = Tensors.floats((TFloat32) run.fetch(head).run().get(0));
      int width = all[from].length;
      checkHeld(flat, width, from);
      for (int i = from; i < to; i++) {
        System.arraycopy(flat, (i - from) * width, all[i], 0, width);
      }
    }
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
