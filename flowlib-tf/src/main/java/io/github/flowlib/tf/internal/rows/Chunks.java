package io.github.flowlib.tf.internal.rows;

import com.google.common.base.Throwables;
import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.device.Threads;
import io.github.flowlib.tf.internal.graph.GraphSession;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts any number of rows into runs of bounded memory, of which there are at most as many at once
 * as there are processors.
 */
public final class Chunks {

  private static final int MAX_ROWS = 1000;
  private static final int MAX_VALUES = 1 << 22;

  /** What one processor computes at a time: its cache holds what a small network makes of them. */
  private static final int ROWS_OF_ONE_PROCESSOR = 500;

  /** A GPU takes hardly less time for fewer in a dense network. */
  private static final int ROWS_OF_A_GPU = 1 << 14;

  /** Gets the rows {@code from … to − 1}. */
  @FunctionalInterface
  public interface Chunk {

    void accept(int from, int to);
  }

  private Chunks() {}

  /**
   * Rows per run: many enough to be fast, few enough that the memory of a run does not grow with
   * the data.
   */
  public static int size(int rowSize) {
    return size(rowSize, MAX_ROWS);
  }

  /** The same with another bound on their number. */
  public static int size(int rowSize, int mostRows) {
    return Math.max(1, Math.min(mostRows, MAX_VALUES / rowSize));
  }

  /** One after the other. */
  public static void forEach(int rows, int rowSize, Chunk chunk) {
    inTurn(rows, size(rowSize), chunk);
  }

  /**
   * The same chunks, but on all processors, or so many threads as were chosen, where an operation
   * of the graph is too small for more than one of them. They must not depend on each other.
   */
  static void spread(GraphSession session, int rows, int rowSize, Chunk chunk) {
    int size = size(rowSize);
    if (rows > size && session.isNarrow()) {
      atOnce(rows, size, chunk);
    } else {
      inTurn(rows, size, chunk);
    }
  }

  /** Chunks of any size, for what does not count them. */
  static void spreadFreely(GraphSession session, int rows, int rowSize, Chunk chunk) {
    if (session.device().kind() == Device.Kind.GPU && !session.isConvolutional()) {
      inTurn(rows, size(rowSize, ROWS_OF_A_GPU), chunk);
    } else if (rows > ROWS_OF_ONE_PROCESSOR && session.isNarrow()) {
      atOnce(rows, size(rowSize, ROWS_OF_ONE_PROCESSOR), chunk);
    } else {
      inTurn(rows, size(rowSize), chunk);
    }
  }

  private static void inTurn(int rows, int size, Chunk chunk) {
    for (int from = 0; from < rows; from += size) {
      chunk.accept(from, Math.min(from + size, rows));
    }
  }

  private static void atOnce(int rows, int size, Chunk chunk) {
    int count = (rows - 1) / size + 1;
    // Kept here, because a stream throws a copy that has another message.
    @Nullable Throwable[] failures = new Throwable[count];
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Math.min(count, Threads.chosen().orElse(count)))
        .parallel()
        .forEach(
            worker -> {
              for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                  chunk.accept(i * size, Math.min((i + 1) * size, rows));
                } catch (RuntimeException | Error e) {
                  failures[i] = e;
                }
              }
            });
    for (Throwable failure : failures) {
      if (failure != null) {
        Throwables.throwIfUnchecked(failure);
      }
    }
  }
}
