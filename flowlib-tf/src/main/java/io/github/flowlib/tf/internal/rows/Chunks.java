package io.github.flowlib.tf.internal.rows;

/** Cuts any number of rows into runs of bounded memory. */
public final class Chunks {

  private static final int MAX_ROWS = 1000;
  private static final int MAX_VALUES = 1 << 22;

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

  public static void forEach(int rows, int rowSize, Chunk chunk) {
    int size = size(rowSize);
    for (int from = 0; from < rows; from += size) {
      chunk.accept(from, Math.min(from + size, rows));
    }
  }
}
