package io.github.flowlib.tf.internal.flow;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.graph.Log;
import java.util.Locale;
import java.util.Optional;

/**
 * Warns of training data that a flow without preprocessing cannot learn well: its noise has unit
 * scale and its networks start for inputs of unit scale, so columns in the thousands or the
 * thousandths train to nonsense without any error.
 */
final class ScaleCheck {

  private static final double LARGEST = 20;
  private static final double SMALLEST = 0.05;

  private ScaleCheck() {}

  static void check(FlowSpec spec, Dataset data) {
    warning(spec, data).ifPresent(text -> Log.LOG.log(System.Logger.Level.WARNING, text));
  }

  static Optional<String> warning(FlowSpec spec, Dataset data) {
    if (data.contextWidth() > 0) {
      Optional<String> ofContext =
          warning(
              rootMeanSquares(
                  data.rows(), data.contextWidth(), (i, row) -> copyContext(data, i, row)),
              "networks see the context as it is, and its column %d has a root mean square of %.3g;"
                  + " divide such columns by their scale");
      if (ofContext.isPresent()) {
        return ofContext;
      }
    }
    if (spec.transforms().isEmpty() || spec.transforms().get(0).network().isEmpty()) {
      return Optional.empty();
    }
    return warning(
        rootMeanSquares(data.rows(), data.dimension(), (i, row) -> data.copyRow(i, row, 0)),
        "the first transform sees the data as they are, and column %d has a root mean square of %.3g;"
            + " divide such columns by their scale s (log-densities in the old units are then Σ log s"
            + " smaller)");
  }

  private static Optional<String> warning(double[] size, String text) {
    for (int j = 0; j < size.length; j++) {
      // A column of zeros has no scale to mend.
      if (size[j] > LARGEST || (size[j] > 0 && size[j] < SMALLEST)) {
        return Optional.of(String.format(Locale.ROOT, text, j, size[j]));
      }
    }
    return Optional.empty();
  }

  /** Gets row {@code i} into an array. */
  @FunctionalInterface
  private interface Rows {

    void copy(int i, float[] row);
  }

  private static void copyContext(Dataset data, int i, float[] row) {
    System.arraycopy(data.context(i), 0, row, 0, row.length);
  }

  private static double[] rootMeanSquares(int count, int width, Rows rows) {
    double[] squares = new double[width];
    float[] row = new float[width];
    for (int i = 0; i < count; i++) {
      rows.copy(i, row);
      for (int j = 0; j < width; j++) {
        squares[j] += (double) row[j] * row[j];
      }
    }
    for (int j = 0; j < width; j++) {
      squares[j] = Math.sqrt(squares[j] / count);
    }
    return squares;
  }
}
