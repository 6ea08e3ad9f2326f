package io.github.flowlib.tf;

import com.google.common.base.Preconditions;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ContextSpec;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What rows are conditioned on: nothing, a label each, one label for all, a vector each, one vector
 * for all, or a label and a vector. Already checked.
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

  /** The same vector for any number of rows. */
  record OneVector(float[] vector) implements Condition {
    @Override
    public Condition slice(int from, int to) {
      float[][] vectors = new float[to - from][];
      Arrays.fill(vectors, vector);
      return new Vectors(vectors);
    }
  }

  /** Labels, and vectors of the same rows. */
  record LabelsAndVectors(Condition labels, Condition vectors) implements Condition {
    @Override
    public Condition slice(int from, int to) {
      return new LabelsAndVectors(labels.slice(from, to), vectors.slice(from, to));
    }

    /** Of one label with a vector per row, the rows of the vectors. */
    @Override
    public OptionalInt rows() {
      return labels.rows().isPresent() ? labels.rows() : vectors.rows();
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
        context.encodedWidth() == 0,
        "this model is conditional on %s; call given(...) first, or use a data set with %s",
        inWords(context),
        context.classes() == 0
            ? "context"
            : context.vectorWidth() == 0 ? "labels" : "labels and context");
    return new None();
  }

  /** The conditions of some rows of checked data. */
  static Condition of(Dataset data, int[] order, int from, int to, ContextSpec context) {
    int[] labels = new int[context.classes() == 0 ? 0 : to - from];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.label(order[from + i]);
    }
    float[][] vectors = new float[context.vectorWidth() == 0 ? 0 : to - from][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = data.context(order[from + i]);
    }
    if (context.classes() == 0) {
      return context.vectorWidth() == 0 ? new None() : new Vectors(vectors);
    }
    return context.vectorWidth() == 0
        ? new Labels(labels)
        : new LabelsAndVectors(new Labels(labels), new Vectors(vectors));
  }

  /** A label for any number of rows, checked. */
  static Condition label(int label, ContextSpec context) {
    return oneLabel(label, classes(context));
  }

  /** A label per row, checked. */
  static Condition labels(int[] labels, ContextSpec context) {
    return manyLabels(labels, classes(context));
  }

  /** A vector for any number of rows, checked. */
  static Condition vector(float[] vector, ContextSpec context) {
    return oneVector(vector, width(context));
  }

  /** A vector per row, checked. */
  static Condition vectors(float[][] vectors, ContextSpec context) {
    return manyVectors(vectors, width(context));
  }

  /** A label and a vector for any number of rows, checked. */
  static Condition both(int label, float[] vector, ContextSpec context) {
    checkBoth(context);
    return new LabelsAndVectors(
        oneLabel(label, context.classes()), oneVector(vector, context.vectorWidth()));
  }

  /** A label for all and a vector per row, checked. */
  static Condition both(int label, float[][] vectors, ContextSpec context) {
    checkBoth(context);
    return new LabelsAndVectors(
        oneLabel(label, context.classes()), manyVectors(vectors, context.vectorWidth()));
  }

  /** A label and a vector per row, checked. */
  static Condition both(int[] labels, float[][] vectors, ContextSpec context) {
    checkBoth(context);
    Preconditions.checkArgument(
        labels.length == vectors.length,
        "there must be 1 context vector per label (%s), but there were %s",
        labels.length,
        vectors.length);
    return new LabelsAndVectors(
        manyLabels(labels, context.classes()), manyVectors(vectors, context.vectorWidth()));
  }

  private static Condition oneLabel(int label, int classes) {
    checkLabel(label, classes, "");
    return new OneLabel(label);
  }

  private static Condition manyLabels(int[] labels, int classes) {
    for (int i = 0; i < labels.length; i++) {
      checkLabel(labels[i], classes, " in row " + i);
    }
    return new Labels(labels.clone());
  }

  private static Condition oneVector(float[] vector, int width) {
    checkVector(vector, width, 0);
    return new OneVector(vector.clone());
  }

  private static Condition manyVectors(float[][] vectors, int width) {
    float[][] copy = new float[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      checkVector(vectors[i], width, i);
      copy[i] = vectors[i].clone();
    }
    return new Vectors(copy);
  }

  /** The number of classes of a model of classes alone. */
  static int classes(ContextSpec context) {
    checkAnyContext(context, "conditional(classes)");
    checkNotBoth(context);
    Preconditions.checkState(
        context.classes() > 0,
        "this model is conditional on %s, not on classes; call given(float[][])",
        inWords(context));
    return context.classes();
  }

  /** The width of the vectors of a model of vectors alone. */
  private static int width(ContextSpec context) {
    checkAnyContext(context, "context(width)");
    checkNotBoth(context);
    Preconditions.checkState(
        context.vectorWidth() > 0,
        "this model is conditional on %s, not on vectors; call given(label)",
        inWords(context));
    return context.vectorWidth();
  }

  /** Checks that a model is one of classes and vectors. */
  static void checkBoth(ContextSpec context) {
    checkAnyContext(context, "conditional(classes) and context(width)");
    Preconditions.checkState(
        context.classes() > 0,
        "this model is conditional on %s, not on classes; call given(float[][])",
        inWords(context));
    Preconditions.checkState(
        context.vectorWidth() > 0,
        "this model is conditional on %s, not on vectors; call given(label)",
        inWords(context));
  }

  private static void checkAnyContext(ContextSpec context, String builders) {
    Preconditions.checkState(
        context.encodedWidth() > 0,
        "this model has no context; build it with %s, or leave out given(...)",
        builders);
  }

  private static void checkNotBoth(ContextSpec context) {
    Preconditions.checkState(
        context.classes() == 0 || context.vectorWidth() == 0,
        "this model is conditional on %s; give both: given(label, vector), or the vectors of the rows"
            + " as second argument",
        inWords(context));
  }

  private static String inWords(ContextSpec context) {
    String vectors = "vectors of " + context.vectorWidth() + " numbers";
    if (context.classes() == 0) {
      return vectors;
    }
    String classes = context.classes() + " classes";
    return context.vectorWidth() == 0 ? classes : classes + " and " + vectors;
  }

  /**
   * Checks the labels or context of a data set. Labels too many are no mistake: MNIST always has
   * them.
   */
  static void check(Dataset data, ContextSpec context) {
    Preconditions.checkArgument(
        context.vectorWidth() > 0 || data.contextWidth() == 0,
        "this model takes no vectors of context, but the data set has some of width %s; build the model with"
            + " context(%s), or leave out withContext(...)",
        data.contextWidth(),
        data.contextWidth());
    if (context.classes() > 0) {
      Preconditions.checkArgument(
          data.hasLabels(),
          "this model is conditional on %s, but the data set has no labels; add withLabels(...)",
          inWords(context));
      for (int i = 0; i < data.rows(); i++) {
        checkLabel(data.label(i), context.classes(), " in row " + i);
      }
    }
    Preconditions.checkArgument(
        data.contextWidth() == context.vectorWidth(),
        "this model is conditional on %s, but the data set's context has %s; add withContext(...)",
        inWords(context),
        data.contextWidth());
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
