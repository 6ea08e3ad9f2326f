package io.github.flowlib.tf;

/** Mean and standard deviation of columns, summed in double, over any number of rows. */
final class ColumnMoments {

  private final double[] sums;
  private final double[] squares;

  /** Of the first value of a column: what is summed is near 0, wherever the column lies. */
  private final double[] origin;

  private long count;

  ColumnMoments(int columns) {
    sums = new double[columns];
    squares = new double[columns];
    origin = new double[columns];
  }

  /** Counts flat rows, {@code [n, columns]}. */
  void add(float[] rows) {
    for (int i = 0; i < rows.length; i++) {
      int column = i % sums.length;
      if (count == 0 && i < sums.length) {
        origin[column] = rows[i];
      }
      double value = rows[i] - origin[column];
      sums[column] += value;
      squares[column] += value * value;
    }
    count += rows.length / sums.length;
  }

  double mean(int column) {
    return origin[column] + sums[column] / count;
  }

  double deviation(int column) {
    double mean = sums[column] / count;
    return Math.sqrt(Math.max(0, squares[column] / count - mean * mean));
  }
}
