package io.github.flowlib.tf.internal.bijector;

import com.google.common.math.StatsAccumulator;
import java.util.Arrays;

/** A fit from mean and standard deviation of columns over any number of flat rows, in double. */
abstract class ColumnMoments implements Bijector.Fit {

  private final StatsAccumulator[] columns;

  ColumnMoments(int count) {
    columns = new StatsAccumulator[count];
    Arrays.setAll(columns, j -> new StatsAccumulator());
  }

  /** Counts flat rows, {@code [n, columns]}; the channels of a pixel lie side by side. */
  @Override
  public final void add(float[] rows) {
    for (int i = 0; i < rows.length; i++) {
      columns[i % columns.length].add(rows[i]);
    }
  }

  final double mean(int column) {
    return columns[column].mean();
  }

  final double variance(int column) {
    return columns[column].populationVariance();
  }

  final double deviation(int column) {
    return columns[column].populationStandardDeviation();
  }
}
