package io.github.flowlib.tf.internal.rows;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The smallest and the largest value of every column, and the rows that they stand in.
 *
 * @param rows {@code [2][columns]}: numbers of rows, of the smallest values and of the largest
 * @param values {@code [2][columns]}
 */
public record Extremes(int[][] rows, float[][] values) {

  /** Of at least one row; the first one of equal values counts. */
  public static Extremes of(int count, int width, IntFunction<float[]> row) {
    int[][] rows = new int[2][width];
    float[][] values = new float[2][width];
    Arrays.fill(values[0], Float.POSITIVE_INFINITY);
    Arrays.fill(values[1], Float.NEGATIVE_INFINITY);
    for (int i = 0; i < count; i++) {
      float[] each = row.apply(i);
      for (int j = 0; j < width; j++) {
        if (each[j] < values[0][j]) {
          values[0][j] = each[j];
          rows[0][j] = i;
        }
        if (each[j] > values[1][j]) {
          values[1][j] = each[j];
          rows[1][j] = i;
        }
      }
    }
    return new Extremes(rows, values);
  }
}
