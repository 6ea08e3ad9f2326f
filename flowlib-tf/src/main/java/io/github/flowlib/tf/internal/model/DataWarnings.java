package io.github.flowlib.tf.internal.model;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.internal.graph.Log;
import io.github.flowlib.tf.internal.graph.Overflow;
import io.github.flowlib.tf.internal.rows.Extremes;
import io.github.flowlib.train.Training;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells of training data that are legal and yet seldom meant: any kind of model would learn them
 * without a word, and answer nonsense later.
 */
final class DataWarnings {

  /**
   * A rule of thumb: well-known tables of 14 to 38 rows for each column were overfitted by tens to
   * hundreds of nats within 50 epochs.
   */
  private static final int ROWS_PER_COLUMN = 50;

  /** In no column of measurements all other values are so many times smaller than the largest. */
  private static final float BESIDE_A_FILL_VALUE = 1e12f;

  /** Classes that are named; the rest is counted. */
  private static final int NAMED = 10;

  private DataWarnings() {}

  static void log(ModelSpec spec, Dataset data, Training training, boolean hasWeights) {
    of(spec, data, training, hasWeights)
        .forEach(text -> Log.LOG.log(System.Logger.Level.WARNING, text));
  }

  /**
   * The warnings, in words.
   *
   * @param data checked ones
   * @param hasWeights whether there is anything to train
   */
  static List<String> of(ModelSpec spec, Dataset data, Training training, boolean hasWeights) {
    ImmutableList.Builder<String> warnings = ImmutableList.builder();
    darkLevels(spec, data).ifPresent(warnings::add);
    unseenClasses(spec.context().classes(), data).ifPresent(warnings::add);
    fillValues(spec, data).ifPresent(warnings::add);
    // Rows that are seen once are not learned by heart.
    if (hasWeights && training.epochs() > 1 && training.validation().isEmpty()) {
      fewRows(data).ifPresent(warnings::add);
    }
    return warnings.build();
  }

  /** Whole numbers that were scaled to 0 … 1, or cut to bits, pass every check of single values. */
  private static Optional<String> darkLevels(ModelSpec spec, Dataset data) {
    if (!spec.wholeNumbers() || spec.domain().high() <= 1) {
      return Optional.empty();
    }
    float[] row = new float[data.dimension()];
    for (int i = 0; i < data.rows(); i++) {
      data.copyRow(i, row, 0);
      for (float value : row) {
        if (value > 1) {
          return Optional.empty();
        }
      }
    }
    int high = (int) spec.domain().high();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "all values of the training data are 0 or 1, but grey levels go from 0 to %d, where 1 is hardly"
                + " another than 0; multiply them by %d if 1 stands for the highest",
            high,
            high));
  }

  /** Standardised by statistics that it is a part of, a fill value does not even overflow. */
  private static Optional<String> fillValues(ModelSpec spec, Dataset data) {
    if (spec.wholeNumbers()) {
      return Optional.empty();
    }
    IntFunction<float[]> rows =
        i -> {
          float[] row = new float[data.dimension()];
          data.copyRow(i, row, 0);
          return row;
        };
    Optional<String> ofRows = fillValue("", data.rows(), data.dimension(), rows);
    return ofRows.isPresent() || data.contextWidth() == 0
        ? ofRows
        : fillValue("the context of ", data.rows(), data.contextWidth(), data::context);
  }

  private static Optional<String> fillValue(
      String ofWhat, int count, int width, IntFunction<float[]> rows) {
    Extremes sizes = Extremes.of(count, width, i -> sizes(rows.apply(i)));
    float[] all = sizes.values()[1];
    Extremes smaller = Extremes.of(count, width, i -> without(all, sizes(rows.apply(i))));
    for (int j = 0; j < width; j++) {
      float largest = all[j];
      boolean varies = sizes.values()[0][j] < largest;
      if (largest > Overflow.LIMIT
          && varies
          && smaller.values()[1][j] < largest / BESIDE_A_FILL_VALUE) {
        int row = sizes.rows()[1][j];
        return Optional.of(
            ofWhat
                + "row "
                + row
                + ", column "
                + j
                + " of the training data is "
                + rows.apply(row)[j]
                + ", which looks like a value that stands for a missing one: others are nothing beside"
                + " it, and with it in the mean and deviation of the column they all look the same;"
                + " remove or impute it");
      }
    }
    return Optional.empty();
  }

  /** The same with 0 in the place of the largest values. */
  private static float[] without(float[] largest, float[] sizes) {
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] = sizes[j] == largest[j] ? 0 : sizes[j];
    }
    return sizes;
  }

  private static float[] sizes(float[] values) {
    float[] sizes = values.clone();
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] = Math.abs(sizes[j]);
    }
    return sizes;
  }

  private static Optional<String> unseenClasses(int classes, Dataset data) {
    if (classes == 0) {
      return Optional.empty();
    }
    boolean[] seen = new boolean[classes];
    for (int i = 0; i < data.rows(); i++) {
      seen[data.label(i)] = true;
    }
    int[] unseen = IntStream.range(0, classes).filter(y -> !seen[y]).toArray();
    if (unseen.length == 0) {
      return Optional.empty();
    }
    String names =
        IntStream.of(unseen)
            .limit(NAMED)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the training data have no rows of %d of %d classes (%s%s): the model will answer for"
                + " them as for any other, from weights that never saw them; add rows, or do not ask"
                + " for these labels",
            unseen.length,
            classes,
            names,
            unseen.length > NAMED ? ", …" : ""));
  }

  private static Optional<String> fewRows(Dataset data) {
    if (data.rows() >= (long) ROWS_PER_COLUMN * data.dimension()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "training on %d rows of %d columns without validation data: on fewer than %d rows for each"
                + " column a model soon learns the rows by heart; set some aside with"
                + " Dataset.split(0.8, seed), and give them to the training with validation(...) and"
                + " earlyStopping(n)",
            data.rows(),
            data.dimension(),
            ROWS_PER_COLUMN));
  }
}
