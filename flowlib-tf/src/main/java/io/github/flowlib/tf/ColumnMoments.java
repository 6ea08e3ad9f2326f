package io.github.flowlib.tf;

import com.google.common.math.StatsAccumulator;
import java.util.Arrays;

/** Mean and standard deviation of columns over any number of flat rows, in double. */
final class ColumnMoments {

  private final StatsAccumulator[] columns;

  ColumnMoments(int count) {
    columns = new StatsAccumulator[count];
    Arrays.setAll(columns, j -> new StatsAccumulator());
  }

  /** Counts flat rows, {@code [n, columns]}. */
  void add(float[] rows) {
    for (int i = 0; i < rows.length; i++) {
      columns[i % columns.length].add(rows[i]);
    }
  }

  double mean(int column) {
    return columns[column].mean();
  }

  double deviation(int column) {
    return columns[column].populationStandardDeviation();
  }
}
