package io.github.flowlib.tf.internal.rows;

import com.google.common.base.Preconditions;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;

/** Makes the {@link Condition} of what {@code given(…)} or a data set says, checked. */
public final class Conditions {

  private Conditions() {}

  /** No condition, for a model that has no context. */
  public static Condition none(Context context) {
    Preconditions.checkState(
        context.encodedWidth() == 0,
        "this model is conditional on %s; call given(...) first, or use a data set with %s",
        ContextChecks.inWords(context),
        context.classes() == 0
            ? "context"
            : context.vectorWidth() == 0 ? "labels" : "labels and context");
    return new Condition.None();
  }

  /** The conditions of some rows of checked data. */
  static Condition of(Dataset data, int[] order, int from, int to, Context context) {
    int[] labels = new int[context.classes() == 0 ? 0 : to - from];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.label(order[from + i]);
    }
    float[][] vectors = new float[context.vectorWidth() == 0 ? 0 : to - from][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = data.context(order[from + i]);
    }
    if (context.classes() == 0) {
      return context.vectorWidth() == 0 ? new Condition.None() : new Condition.Vectors(vectors);
    }
    return context.vectorWidth() == 0
        ? new Condition.Labels(labels)
        : new Condition.LabelsAndVectors(
            new Condition.Labels(labels), new Condition.Vectors(vectors));
  }

  /** A label for any number of rows, checked. */
  public static Condition label(int label, Context context) {
    return oneLabel(label, ContextChecks.classes(context));
  }

  /** A label per row, checked. */
  public static Condition labels(int[] labels, Context context) {
    return manyLabels(labels, ContextChecks.classes(context));
  }

  /** A vector for any number of rows, checked. */
  public static Condition vector(float[] vector, Context context) {
    return oneVector(vector, ContextChecks.width(context));
  }

  /** A vector per row, checked. */
  public static Condition vectors(float[][] vectors, Context context) {
    return manyVectors(vectors, ContextChecks.width(context));
  }

  /** A label and a vector for any number of rows, checked. */
  public static Condition both(int label, float[] vector, Context context) {
    ContextChecks.both(context);
    return new Condition.LabelsAndVectors(
        oneLabel(label, context.classes()), oneVector(vector, context.vectorWidth()));
  }

  /** A label for all and a vector per row, checked. */
  public static Condition both(int label, float[][] vectors, Context context) {
    ContextChecks.both(context);
    return new Condition.LabelsAndVectors(
        oneLabel(label, context.classes()), manyVectors(vectors, context.vectorWidth()));
  }

  /** A label per row and a vector for all, checked. */
  public static Condition both(int[] labels, float[] vector, Context context) {
    ContextChecks.both(context);
    return new Condition.LabelsAndVectors(
        manyLabels(labels, context.classes()), oneVector(vector, context.vectorWidth()));
  }

  /** A label and a vector per row, checked. */
  public static Condition both(int[] labels, float[][] vectors, Context context) {
    ContextChecks.both(context);
    Preconditions.checkNotNull(labels, "labels must not be null");
    Preconditions.checkNotNull(vectors, "the context must not be null");
    Preconditions.checkArgument(
        labels.length == vectors.length,
        "there must be 1 context vector per label (%s), but there were %s",
        labels.length,
        vectors.length);
    return new Condition.LabelsAndVectors(
        manyLabels(labels, context.classes()), manyVectors(vectors, context.vectorWidth()));
  }

  private static Condition oneLabel(int label, int classes) {
    ContextChecks.label(label, classes, "");
    return new Condition.OneLabel(label);
  }

  private static Condition manyLabels(int[] labels, int classes) {
    Preconditions.checkNotNull(labels, "labels must not be null");
    for (int i = 0; i < labels.length; i++) {
      ContextChecks.label(labels[i], classes, " in row " + i);
    }
    return new Condition.Labels(labels.clone());
  }

  private static Condition oneVector(float[] vector, int width) {
    Preconditions.checkNotNull(vector, "the context must not be null");
    ContextChecks.vector(vector, width, 0);
    return new Condition.OneVector(vector.clone());
  }

  private static Condition manyVectors(float[][] vectors, int width) {
    Preconditions.checkNotNull(vectors, "the context must not be null");
    float[][] copy = new float[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      ContextChecks.vector(vectors[i], width, i);
      copy[i] = vectors[i].clone();
    }
    return new Condition.Vectors(copy);
  }
}
