package io.github.flowlib.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ObjectArrays;
import com.google.common.primitives.Ints;
import io.github.flowlib.internal.GuavaVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers {@code [n, d]}, each with an optional class label and an optional vector of
 * context.
 *
 * <p><strong>Units.</strong> Values are in the user's own units; log-probabilities are densities in
 * these units. 8-bit images are flat rows of whole numbers 0 … 255, row-major (28 × 28 grey pixels:
 * d = 784), never scaled by the caller.
 *
 * <p>Immutable and safe to share between threads. Slices share the memory of the original.
 */
public final class Dataset {

  /** The length of the longest arrays that virtual machines make. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  private static final String NO_ROW = "rows must not contain null, but row %s is null";

  private final float[] values;
  private final int dimension;
  private final int @Nullable [] labels;
  private final float @Nullable [][] context;
  private final int first;
  private final int rows;

  private Dataset(
      float[] values,
      int dimension,
      int @Nullable [] labels,
      float @Nullable [][] context,
      int first,
      int rows) {
    this.values = values;
    this.dimension = dimension;
    this.labels = labels;
    this.context = context;
    this.first = first;
    this.rows = rows;
  }

  /**
   * A data set without labels or context; the values are copied.
   *
   * @param rows at least one row, all of the same width of at least 1, all values finite
   * @return the data set
   * @throws IllegalArgumentException if there is no row, a row has another width, a value is NaN or
   *     infinite, or there are 2³¹ − 8 values or more
   */
  public static Dataset of(float[][] rows) {
    GuavaVersion.check();
    checkNotNull(rows, "rows must not be null");
    checkArgument(rows.length > 0, "a data set must have at least 1 row, but had 0");
    int dimension = checkNotNull(rows[0], NO_ROW, 0).length;
    float[] values = allocate(rows.length, dimension);
    for (int i = 0; i < rows.length; i++) {
      checkNotNull(rows[i], NO_ROW, i);
      checkArgument(
          rows[i].length == dimension,
          "all rows must be as wide as row 0 (%s values), but row %s has %s",
          dimension,
          i,
          rows[i].length);
      System.arraycopy(rows[i], 0, values, i * dimension, dimension);
    }
    return ofFlat(values, dimension);
  }

  /**
   * Reads a file of comma-separated values (RFC 4180, UTF-8) whose first line names the columns.
   * Names, values and missing values of columns that were not asked for do not matter. Read are as
   * well: a byte order mark, any kind of line break, blank lines, spaces around values, rows with
   * empty values beyond the columns. Lines are counted from 1, as in an editor.
   *
   * @param file to read
   * @param columns which columns become values, and which ones, if any, labels and context
   * @param seed of the noise that makes whole numbers continuous; the same seed gives the same data
   * @return a row for every line below the first that is not blank
   * @throws IOException if the file cannot be read, lacks a column or has it twice, or has a value
   *     that is missing or not what its column holds, with line and column in the message; if
   *     float32 cannot hold a column, see {@link CsvColumns}
   * @throws IllegalArgumentException if no column of numbers is named
   */
  public static Dataset fromCsv(Path file, CsvColumns columns, long seed) throws IOException {
    checkNotNull(file, "file must not be null");
    checkNotNull(columns, "columns must not be null");
    checkArgument(
        !columns.values().isEmpty(), "columns must name at least 1 column of numbers, but named 0");
    return new CsvReader(file, columns, seed).read();
  }

  /**
   * A data set without labels or context on values that are already flat. The array is taken over,
   * not copied: do not change it.
   *
   * @param values {@code n·d} values, row after row, all finite
   * @param dimension values in a row, at least 1
   * @return the data set
   * @throws IllegalArgumentException if there is no row, the length is no multiple of the
   *     dimension, or a value is NaN or infinite
   */
  public static Dataset ofFlat(float[] values, int dimension) {
    GuavaVersion.check();
    checkNotNull(values, "values must not be null");
    checkArgument(dimension >= 1, "dimension must be at least 1, but was %s", dimension);
    checkArgument(
        values.length > 0 && values.length % dimension == 0,
        "values must hold at least 1 whole row of %s values, but were %s values",
        dimension,
        values.length);
    for (int i = 0; i < values.length; i++) {
      checkArgument(
          Float.isFinite(values[i]),
          "values must be finite, but row %s, column %s is %s; remove or impute it",
          i / dimension,
          i % dimension,
          values[i]);
    }
    return new Dataset(values, dimension, null, null, 0, values.length / dimension);
  }

  /**
   * The same rows with a class label each.
   *
   * @param labels one label per row, each at least 0; copied
   * @return a data set with labels
   * @throws IllegalArgumentException if the number of labels differs from the number of rows, or a
   *     label is negative
   */
  public Dataset withLabels(int[] labels) {
    checkNotNull(labels, "labels must not be null; withoutLabels() removes them");
    checkArgument(
        labels.length == rows,
        "there must be 1 label per row (%s), but there were %s",
        rows,
        labels.length);
    int[] copy = new int[first + rows];
    System.arraycopy(labels, 0, copy, first, rows);
    for (int i = 0; i < rows; i++) {
      checkArgument(labels[i] >= 0, "labels must be at least 0, but row %s has %s", i, labels[i]);
    }
    return new Dataset(values, dimension, copy, context, first, rows);
  }

  /**
   * The same rows without labels.
   *
   * @return this data set, if it has none
   */
  public Dataset withoutLabels() {
    return labels == null ? this : new Dataset(values, dimension, null, context, first, rows);
  }

  /**
   * The same rows with a vector of context each.
   *
   * @param context one vector per row, all of the same width of at least 1, all values finite;
   *     copied
   * @return a data set with context
   * @throws IllegalArgumentException if the number of vectors differs from the number of rows, or
   *     as in {@link #of}
   */
  public Dataset withContext(float[][] context) {
    checkNotNull(context, "context must not be null");
    checkArgument(
        context.length == rows,
        "there must be 1 context vector per row (%s), but there were %s",
        rows,
        context.length);
    float[][] copy = new float[first + rows][0];
    for (int i = 0; i < rows; i++) {
      checkNotNull(context[i], "context must not contain null, but that of row %s is null", i);
      checkArgument(
          context[i].length == context[0].length && context[i].length >= 1,
          "all context vectors must be as wide as that of row 0 (%s values, at least 1), but row %s has %s",
          context[0].length,
          i,
          context[i].length);
      for (int j = 0; j < context[i].length; j++) {
        checkArgument(
            Float.isFinite(context[i][j]),
            "context must be finite, but row %s, column %s is %s; remove or impute it",
            i,
            j,
            context[i][j]);
      }
      copy[first + i] = context[i].clone();
    }
    return new Dataset(values, dimension, labels, copy, first, rows);
  }

  /**
   * The number of rows, n.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of values in a row, d.
   *
   * @return at least 1
   */
  public int dimension() {
    return dimension;
  }

  /**
   * Tells whether the rows have class labels.
   *
   * @return true if {@link #label} can be called
   */
  public boolean hasLabels() {
    return labels != null;
  }

  /**
   * The width of the context vectors.
   *
   * @return values per row, 0 if there is no context
   */
  public int contextWidth() {
    return context == null ? 0 : context[first].length;
  }

  /**
   * One row.
   *
   * @param index 0 … n − 1
   * @return a copy of its d values
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float[] row(int index) {
    float[] row = new float[dimension];
    copyRow(index, row, 0);
    return row;
  }

  /**
   * All rows.
   *
   * @return a copy, {@code [n, d]}
   */
  public float[][] toArray() {
    float[][] result = new float[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = row(i);
    }
    return result;
  }

  /**
   * Copies one row into an array, without allocating.
   *
   * @param index 0 … n − 1
   * @param target receives d values
   * @param offset where in {@code target} the row begins
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public void copyRow(int index, float[] target, int offset) {
    checkNotNull(target, "target must not be null");
    checkElementIndex(index, rows, "row");
    System.arraycopy(values, (first + index) * dimension, target, offset, dimension);
  }

  /**
   * The label of one row.
   *
   * @param index 0 … n − 1
   * @return the label, at least 0
   * @throws IllegalStateException if the rows have no labels
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public int label(int index) {
    checkState(labels != null, "this data set has no labels; add them with withLabels(...)");
    checkElementIndex(index, rows, "row");
    return labels[first + index];
  }

  /**
   * All labels.
   *
   * @return a copy, one label per row
   * @throws IllegalStateException if the rows have no labels
   */
  public int[] labels() {
    int[] result = new int[rows];
    for (int i = 0; i < rows; i++) {
      result[i] = label(i);
    }
    return result;
  }

  /**
   * The context of one row.
   *
   * @param index 0 … n − 1
   * @return a copy of the context vector
   * @throws IllegalStateException if the rows have no context
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float[] context(int index) {
    checkState(context != null, "this data set has no context; add it with withContext(...)");
    checkElementIndex(index, rows, "row");
    return context[first + index].clone();
  }

  /**
   * Consecutive rows, sharing the memory of this data set.
   *
   * @param from the first row
   * @param to the row after the last
   * @return the slice, with labels and context
   * @throws IllegalArgumentException unless {@code 0 ≤ from < to ≤ n}
   */
  public Dataset slice(int from, int to) {
    checkArgument(
        0 <= from && from < to && to <= rows,
        "a slice must satisfy 0 <= from < to <= %s, but was from %s to %s",
        rows,
        from,
        to);
    return new Dataset(values, dimension, labels, context, first + from, to - from);
  }

  /**
   * The first rows.
   *
   * @param count how many, 1 … n
   * @return the slice
   * @throws IllegalArgumentException if the count is out of range
   */
  public Dataset head(int count) {
    checkArgument(
        count >= 1 && count <= rows, "head must take 1 to %s rows, but took %s", rows, count);
    return slice(0, count);
  }

  /**
   * Two parts, without shuffling: the first rows and the rest.
   *
   * @param rowsInFirst the size of the first part, 1 … n − 1
   * @return both parts
   * @throws IllegalArgumentException if one part would be empty
   */
  public Split split(int rowsInFirst) {
    checkArgument(
        rowsInFirst >= 1 && rowsInFirst < rows,
        "split must leave at least 1 row in each part, but was %s of %s rows",
        rowsInFirst,
        rows);
    return new Split(head(rowsInFirst), slice(rowsInFirst, rows));
  }

  /**
   * Two parts at random, such as rows to train on and rows to choose by.
   *
   * @param share of the rows in the first part, above 0 and below 1; rounded to whole rows
   * @param seed the same seed gives the same parts
   * @return both parts, with labels and context
   * @throws IllegalArgumentException if the share is out of range, or one part would be empty
   */
  public Split split(double share, long seed) {
    checkArgument(share > 0 && share < 1, "share must be above 0 and below 1, but was %s", share);
    return shuffled(seed).split(Math.toIntExact(Math.round(share * rows)));
  }

  /**
   * These rows and those of another data set behind them.
   *
   * @param other as wide, with labels if and only if this has them, and with context as wide
   * @return a copy of both
   * @throws IllegalArgumentException if the other does not fit
   */
  public Dataset concat(Dataset other) {
    checkNotNull(other, "rows to be added must not be null");
    checkArgument(
        other.dimension == dimension,
        "rows to be added must have %s values, but have %s",
        dimension,
        other.dimension);
    checkArgument(
        other.hasLabels() == hasLabels(),
        "rows to be added must have %s, but have %s; add them with withLabels(...), or leave them out of"
            + " both with withoutLabels()",
        hasLabels() ? "labels" : "no labels",
        other.hasLabels() ? "some" : "none");
    checkArgument(
        other.contextWidth() == contextWidth(),
        "rows to be added must have %s numbers of context, but have %s",
        contextWidth(),
        other.contextWidth());
    float[] all = allocate((long) rows + other.rows, dimension);
    copyTo(all, 0);
    other.copyTo(all, rows * dimension);
    Dataset both = ofFlat(all, dimension);
    if (hasLabels()) {
      both = both.withLabels(Ints.concat(labels(), other.labels()));
    }
    return contextWidth() == 0
        ? both
        : both.withContext(ObjectArrays.concat(contexts(), other.contexts(), float[].class));
  }

  private void copyTo(float[] target, int offset) {
    System.arraycopy(values, first * dimension, target, offset, rows * dimension);
  }

  /** Room for so many rows in one array of Java, which is what a data set is. */
  private static float[] allocate(long rows, int dimension) {
    long size = rows * dimension;
    checkArgument(
        size <= MAX_VALUES,
        "a data set must have at most %s values, but would have %s (%s rows of %s); use fewer rows, or fewer"
            + " columns",
        MAX_VALUES,
        size,
        rows,
        dimension);
    return new float[(int) size];
  }

  private float[][] contexts() {
    float[][] all = new float[rows][];
    Arrays.setAll(all, this::context);
    return all;
  }

  /**
   * The two parts of a split.
   *
   * @param first the first rows
   * @param rest the other rows
   */
  public record Split(Dataset first, Dataset rest) {

    /**
     * Checks the parts.
     *
     * @param first see {@link #first()}
     * @param rest see {@link #rest()}
     */
    public Split {
      checkNotNull(first, "first part must not be null");
      checkNotNull(rest, "rest must not be null");
    }
  }

  /**
   * Some rows, in the given order.
   *
   * @param indices at least one row number, each 0 … n − 1
   * @return a copy with labels and context
   * @throws IllegalArgumentException if no row is named
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Dataset select(int[] indices) {
    checkNotNull(indices, "indices must not be null");
    checkArgument(indices.length > 0, "a selection must name at least 1 row, but named 0");
    float[] selected = allocate(indices.length, dimension);
    int[] selectedLabels = labels == null ? null : new int[indices.length];
    float[][] selectedContext = context == null ? null : new float[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      copyRow(indices[i], selected, i * dimension);
      if (selectedLabels != null) {
        selectedLabels[i] = label(indices[i]);
      }
      if (selectedContext != null) {
        selectedContext[i] = context(indices[i]);
      }
    }
    return new Dataset(selected, dimension, selectedLabels, selectedContext, 0, indices.length);
  }

  /**
   * All rows in a random order (Fisher–Yates).
   *
   * @param seed the same seed gives the same order
   * @return a copy with labels and context
   */
  public Dataset shuffled(long seed) {
    return select(permutation(rows, seed));
  }

  /**
   * A random order of the numbers 0 … n − 1 (Fisher–Yates).
   *
   * @param n how many, at least 0
   * @param seed the same seed gives the same order
   * @return the permutation
   * @throws IllegalArgumentException if n is negative
   */
  public static int[] permutation(int n, long seed) {
    checkArgument(n >= 0, "n must be at least 0, but was %s", n);
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  @Override
  public String toString() {
    return "Dataset["
        + rows
        + " x "
        + dimension
        + (labels == null ? "" : ", labels")
        + (context == null ? "" : ", context of width " + contextWidth())
        + "]";
  }
}
