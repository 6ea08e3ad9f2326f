package io.github.flowlib.tf.internal.rows;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Stats;
import com.google.common.math.StatsAccumulator;
import io.github.flowlib.data.Dataset;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Mean and standard deviation, in double, of the columns of checked data. */
final class Columns {

  private Columns() {}

  static ImmutableList<Stats> ofRows(Dataset data) {
    float[] row = new float[data.dimension()];
    return of(
        data.rows(),
        row.length,
        i -> {
          data.copyRow(i, row, 0);
          return row;
        });
  }

  static ImmutableList<Stats> ofContext(Dataset data) {
    return of(data.rows(), data.contextWidth(), data::context);
  }

  private static ImmutableList<Stats> of(int rows, int width, IntFunction<float[]> row) {
    StatsAccumulator[] columns = new StatsAccumulator[width];
    Arrays.setAll(columns, j -> new StatsAccumulator());
    for (int i = 0; i < rows; i++) {
      float[] values = row.apply(i);
      for (int j = 0; j < width; j++) {
        columns[j].add(values[j]);
      }
    }
    return Arrays.stream(columns)
        .map(StatsAccumulator::snapshot)
        .collect(ImmutableList.toImmutableList());
  }
}
