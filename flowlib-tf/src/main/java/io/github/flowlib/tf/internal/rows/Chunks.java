package io.github.flowlib.tf.internal.rows;

import com.google.common.base.Throwables;
import com.google.common.math.IntMath;
import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.device.Threads;
import io.github.flowlib.tf.internal.graph.GraphSession;
import java.math.RoundingMode;
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

  /** Products of rows and weights for which it is worth waking another thread. */
  private static final double LEAST_WORK = 1 << 22;

  /** With fewer rows a wide network takes the time that reading its weights takes. */
  private static final int LEAST_ROWS = 32;

  /** A GPU takes hardly less time for fewer in a dense network. */
  private static final int ROWS_OF_A_GPU = 1 << 14;

  /** Gets the rows {@code from … to − 1}. */
  @FunctionalInterface
  public interface Chunk {

    void accept(int from, int to);
  }

  /**
   * Gets the number of a chunk, counted from 0, and the rows {@code from … to − 1}. A chunk has the
   * same number on all machines, so it may be a key of random numbers.
   */
  @FunctionalInterface
  interface Counted {

    void accept(int number, int from, int to);
  }

  private Chunks() {}

  private static int size(int rowSize) {
    return size(rowSize, MAX_ROWS);
  }

  /**
   * Rows per run: many enough to be fast, few enough that the memory of a run does not grow with
   * the data.
   */
  public static int size(int rowSize, int mostRows) {
    return Math.max(1, Math.min(mostRows, MAX_VALUES / rowSize));
  }

  /** One after the other. */
  public static void forEach(int rows, int rowSize, Chunk chunk) {
    inTurn(rows, size(rowSize), uncounted(chunk));
  }

  /**
   * The same chunks, but on all processors, or so many threads as were chosen, where an operation
   * of the graph is too small for more than one of them. They must not depend on each other.
   */
  static void spread(GraphSession session, int rows, int rowSize, Counted chunk) {
    int size = size(rowSize);
    if (rows > size && session.runsChunksAtOnce()) {
      atOnce(rows, size, chunk);
    } else {
      inTurn(rows, size, chunk);
    }
  }

  /** Chunks of the size that suits the device, for what does not count them. */
  static void spreadFreely(GraphSession session, int rows, int rowSize, Chunk free) {
    int size = freeSize(session, rows, rowSize);
    Counted chunk = uncounted(free);
    if (rows > size && session.runsChunksAtOnce()) {
      atOnce(rows, size, chunk);
    } else {
      inTurn(rows, size, chunk);
    }
  }

  /** Whether rows are cut into other chunks where nobody counts them. */
  public static boolean isCutOtherwiseFreely(GraphSession session, int rows, int rowSize) {
    int size = size(rowSize);
    int free = freeSize(session, rows, rowSize);
    return free != size && rows > Math.min(free, size);
  }

  private static int freeSize(GraphSession session, int rows, int rowSize) {
    if (session.runsChunksAtOnce()) {
      return Math.min(size(rowSize, ROWS_OF_ONE_PROCESSOR), share(session, rows));
    }
    boolean longer = isOnGpu(session) && !session.isConvolutional();
    return size(rowSize, longer ? ROWS_OF_A_GPU : MAX_ROWS);
  }

  /** Rows for each thread, if that gives all of them enough to do. */
  private static int share(GraphSession session, int rows) {
    double leastRows =
        Math.max(LEAST_ROWS, LEAST_WORK / Math.max(1, session.variables().parameterCount()));
    return (int) Math.ceil(Math.max(leastRows, (double) rows / Threads.count()));
  }

  private static boolean isOnGpu(GraphSession session) {
    return session.device().kind() == Device.Kind.GPU;
  }

  private static Counted uncounted(Chunk chunk) {
    return (number, from, to) -> chunk.accept(from, to);
  }

  private static void inTurn(int rows, int size, Counted chunk) {
    for (int i = 0; i < count(rows, size); i++) {
      one(i, rows, size, chunk);
    }
  }

  private static int count(int rows, int size) {
    return IntMath.divide(rows, size, RoundingMode.CEILING);
  }

  private static void one(int number, int rows, int size, Counted chunk) {
    int from = number * size;
    chunk.accept(number, from, from + Math.min(size, rows - from));
  }

  private static void atOnce(int rows, int size, Counted chunk) {
    int count = count(rows, size);
    // Kept here, because a stream throws a copy that has another message.
    @Nullable Throwable[] failures = new Throwable[count];
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Math.min(count, Threads.chosen().orElse(count)))
        .parallel()
        .forEach(
            worker -> {
              for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                  one(i, rows, size, chunk);
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
