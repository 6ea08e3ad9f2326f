package io.github.flowlib.tf;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.CouplingSpec;
import io.github.flowlib.spec.FlowSpec;
import java.util.Locale;
import java.util.Optional;

/**
 * Warns of training data that a flow without preprocessing cannot learn well: its noise has unit
 * scale and its networks start for inputs of unit scale, so columns in the thousands or the
 * thousandths train to nonsense without any error.
 */
final class ScaleCheck {

  private static final System.Logger LOG = System.getLogger(ScaleCheck.class.getName());
  private static final double LARGEST = 20;
  private static final double SMALLEST = 0.05;

  private ScaleCheck() {}

  static void check(FlowSpec spec, Dataset data) {
    warning(spec, data).ifPresent(text -> LOG.log(System.Logger.Level.WARNING, text));
  }

  static Optional<String> warning(FlowSpec spec, Dataset data) {
    if (spec.transforms().isEmpty() || !(spec.transforms().get(0) instanceof CouplingSpec)) {
      return Optional.empty();
    }
    double[] size = rootMeanSquares(data);
    for (int j = 0; j < size.length; j++) {
      // A column of zeros has no scale to mend.
      if (size[j] > LARGEST || (size[j] > 0 && size[j] < SMALLEST)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the first coupling sees the data as they are, and column %d has a root mean square of"
                    + " %.3g; standardise columns to about 1, or use logit(...) or marginals()",
                j,
                size[j]));
      }
    }
    return Optional.empty();
  }

  private static double[] rootMeanSquares(Dataset data) {
    double[] squares = new double[data.dimension()];
    float[] row = new float[data.dimension()];
    for (int i = 0; i < data.rows(); i++) {
      data.copyRow(i, row, 0);
      for (int j = 0; j < row.length; j++) {
        squares[j] += (double) row[j] * row[j];
      }
    }
    for (int j = 0; j < squares.length; j++) {
      squares[j] = Math.sqrt(squares[j] / data.rows());
    }
    return squares;
  }
}
