package io.github.flowlib.tf.internal.rows;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Interval;
import io.github.flowlib.spec.ModelSpec;

/** Checks rows against what a model can take, before any of them enters a graph. */
public final class RowChecks {

  private final ModelSpec spec;
  private final float low;
  private final boolean lowIsTaken;
  private final float high;

  public RowChecks(ModelSpec spec) {
    this.spec = spec;
    Interval domain = spec.domain();
    // In float32, like the data: the double nearest to 0.3f lies above 0.3.
    low = (float) domain.low();
    lowIsTaken = domain.lowIncluded() || domain.low() == Double.NEGATIVE_INFINITY;
    high = (float) domain.high();
  }

  /** Checks a data set. */
  public void check(Dataset data, String name) {
    checkNotNull(data, "%s must not be null", name);
    checkArgument(
        data.dimension() == spec.dimension(),
        "%s must have %s values per row, but has %s; the model was built for %s",
        name,
        spec.dimension(),
        data.dimension(),
        spec.event());
    float[] row = new float[data.dimension()];
    for (int i = 0; i < data.rows(); i++) {
      data.copyRow(i, row, 0);
      checkValues(row, i);
    }
    ContextChecks.data(data, spec.context());
  }

  /** Checks rows in data units. */
  public void checkRows(float[][] rows) {
    checkNotNull(rows, "rows must not be null");
    for (int i = 0; i < rows.length; i++) {
      checkWidth(rows[i], i);
      checkValues(rows[i], i);
    }
  }

  /** Checks rows of noise. */
  public void checkNoise(float[][] rows) {
    checkNotNull(rows, "noise must not be null");
    for (int i = 0; i < rows.length; i++) {
      checkWidth(rows[i], i);
    }
    checkFinite(rows, "noise", "draw it from the base distribution");
  }

  /** Checks that no value is NaN or infinite. */
  public static void checkFinite(float[][] rows, String name, String advice) {
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        checkArgument(
            Float.isFinite(rows[i][j]),
            "%s must be finite, but row %s, column %s is %s; %s",
            name,
            i,
            j,
            rows[i][j],
            advice);
      }
    }
  }

  /** Checks what is asked of a sampler. */
  public static void checkSampling(int count, double temperature) {
    checkArgument(
        count >= 1, "count must be at least 1, but was %s; ask for one sample or more", count);
    checkArgument(
        temperature >= 0 && Float.isFinite((float) temperature),
        "temperature must be at least 0 and finite, but was %s; 1 samples the model",
        temperature);
  }

  private void checkWidth(float[] row, int index) {
    checkNotNull(row, "row %s must not be null", index);
    checkArgument(
        row.length == spec.dimension(),
        "rows must have %s values, but row %s has %s; the model was built for %s",
        spec.dimension(),
        index,
        row.length,
        spec.event());
  }

  private void checkValues(float[] row, int index) {
    boolean whole = spec.wholeNumbers();
    for (int j = 0; j < row.length; j++) {
      float value = row[j];
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "values must be finite, but " + at(index, j, value) + "; remove or impute it");
      }
      if (value < low
          || (value == low && !lowIsTaken)
          || value > high
          || (whole && value != Math.rint(value))) {
        throw new IllegalArgumentException(
            "values must be "
                + wanted(whole)
                + ", but "
                + at(index, j, value)
                + (whole
                    ? "; grey levels are never scaled: round yours, and multiply them by "
                        + bound(high, true)
                        + " first if they lie in 0 to 1"
                    : "; rescale the data"));
      }
    }
  }

  private String wanted(boolean whole) {
    if (!lowIsTaken) {
      return "above " + low + (high == Float.POSITIVE_INFINITY ? "" : ", up to " + high);
    }
    return (whole ? "whole numbers " : "") + bound(low, whole) + " to " + bound(high, whole);
  }

  private static String bound(float value, boolean whole) {
    return whole ? String.valueOf((int) value) : String.valueOf(value);
  }

  private static String at(int row, int column, float value) {
    return "row " + row + ", column " + column + " is " + value;
  }
}
