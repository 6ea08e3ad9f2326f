package io.github.flowlib.tf;

import com.google.common.base.Preconditions;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ContextSpec;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What rows are conditioned on: nothing, a label each, one label for all, or a vector each. Already
 * checked.
 */
sealed interface Condition {

  /** No condition. */
  record None() implements Condition {
    @Override
    public Condition slice(int from, int to) {
      return this;
    }
  }

  /** The same label for any number of rows. */
  record OneLabel(int label) implements Condition {
    @Override
    public Condition slice(int from, int to) {
      int[] labels = new int[to - from];
      Arrays.fill(labels, label);
      return new Labels(labels);
    }
  }

  /** A label per row. */
  record Labels(int[] labels) implements Condition {
    @Override
    public Condition slice(int from, int to) {
      return new Labels(Arrays.copyOfRange(labels, from, to));
    }

    @Override
    public OptionalInt rows() {
      return OptionalInt.of(labels.length);
    }
  }

  /** A vector per row. */
  record Vectors(float[][] vectors) implements Condition {
    @Override
    public Condition slice(int from, int to) {
      return new Vectors(Arrays.copyOfRange(vectors, from, to));
    }

    @Override
    public OptionalInt rows() {
      return OptionalInt.of(vectors.length);
    }
  }

  /** The conditions of consecutive rows. */
  Condition slice(int from, int to);

  /** How many rows this is for; empty if for any number. */
  default OptionalInt rows() {
    return OptionalInt.empty();
  }

  /** Checks that there are as many rows as conditions. */
  default void checkCount(int count) {
    rows()
        .ifPresent(
            wanted ->
                Preconditions.checkArgument(
                    count == wanted,
                    "given(...) named %s labels or contexts, so there must be as many rows, but were %s;"
                        + " use given(label) for any number of rows",
                    wanted,
                    count));
  }

  /** No condition, for a model that has no context. */
  static Condition none(ContextSpec context) {
    Preconditions.checkState(
        context instanceof ContextSpec.None,
        "this model is conditional on %s; call given(...) first, or use a data set with %s",
        context instanceof ContextSpec.Classes classes
            ? classes.classes() + " classes"
            : "vectors of " + context.encodedWidth() + " numbers",
        context instanceof ContextSpec.Classes ? "labels" : "context");
    return new None();
  }

  /** The conditions of some rows of checked data. */
  static Condition of(Dataset data, int[] order, int from, int to, ContextSpec context) {
    if (context instanceof ContextSpec.Classes) {
      int[] labels = new int[to - from];
      for (int i = from; i < to; i++) {
        labels[i - from] = data.label(order[i]);
      }
      return new Labels(labels);
    }
    if (context instanceof ContextSpec.Vector) {
      float[][] vectors = new float[to - from][];
      for (int i = from; i < to; i++) {
        vectors[i - from] = data.context(order[i]);
      }
      return new Vectors(vectors);
    }
    return new None();
  }

  /** A label for any number of rows, checked. */
  static Condition label(int label, ContextSpec context) {
    checkLabel(label, classes(context), "");
    return new OneLabel(label);
  }

  /** A label per row, checked. */
  static Condition labels(int[] labels, ContextSpec context) {
    int classes = classes(context);
    for (int i = 0; i < labels.length; i++) {
      checkLabel(labels[i], classes, " in row " + i);
    }
    return new Labels(labels.clone());
  }

  /** A vector per row, checked. */
  static Condition vectors(float[][] vectors, ContextSpec context) {
    if (!(context instanceof ContextSpec.Vector vector)) {
      throw new IllegalStateException(
          context instanceof ContextSpec.Classes classes
              ? "this model is conditional on "
                  + classes.classes()
                  + " classes, not on vectors; call given(label)"
              : "this model has no context; build it with context(width), or leave out given(...)");
    }
    float[][] copy = new float[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      checkVector(vectors[i], vector.width(), i);
      copy[i] = vectors[i].clone();
    }
    return new Vectors(copy);
  }

  /** The number of classes of a model that has them. */
  static int classes(ContextSpec context) {
    if (context instanceof ContextSpec.Classes classes) {
      return classes.classes();
    }
    throw new IllegalStateException(
        context instanceof ContextSpec.Vector vector
            ? "this model is conditional on vectors of "
                + vector.width()
                + " numbers, not on classes; call given(float[][])"
            : "this model has no context; build it with conditional(classes), or leave out given(...)");
  }

  /**
   * Checks the labels or context of a data set. Labels too many are no mistake: MNIST always has
   * them.
   */
  static void check(Dataset data, ContextSpec context) {
    if (!(context instanceof ContextSpec.Vector)) {
      Preconditions.checkArgument(
          data.contextWidth() == 0,
          "this model takes no vectors of context, but the data set has some of width %s; build the model with"
              + " context(%s), or leave out withContext(...)",
          data.contextWidth(),
          data.contextWidth());
    }
    if (context instanceof ContextSpec.Classes classes) {
      Preconditions.checkArgument(
          data.hasLabels(),
          "this model is conditional on %s classes, but the data set has no labels; add withLabels(...)",
          classes.classes());
      for (int i = 0; i < data.rows(); i++) {
        checkLabel(data.label(i), classes.classes(), " in row " + i);
      }
    } else if (context instanceof ContextSpec.Vector vector) {
      Preconditions.checkArgument(
          data.contextWidth() == vector.width(),
          "this model is conditional on vectors of %s numbers, but the data set's context has %s;"
              + " add withContext(...)",
          vector.width(),
          data.contextWidth());
    }
  }

  private static void checkLabel(int label, int classes, String where) {
    Preconditions.checkArgument(
        label >= 0 && label < classes,
        "label must be 0 to %s, but was %s%s; the model is conditional on %s classes",
        classes - 1,
        label,
        where,
        classes);
  }

  private static void checkVector(float[] vector, int width, int row) {
    Preconditions.checkArgument(
        vector.length == width,
        "context must be %s numbers wide, but row %s has %s; the model was built with context(%s)",
        width,
        row,
        vector.length,
        width);
    for (int i = 0; i < vector.length; i++) {
      Preconditions.checkArgument(
          Float.isFinite(vector[i]),
          "context must be finite, but row %s, column %s is %s; remove or impute it",
          row,
          i,
          vector[i]);
    }
  }
}
