package io.github.flowlib.tf.internal.rows;

import com.google.common.base.Preconditions;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;

/** Checks labels and vectors of context against what a model is conditional on. */
public final class ContextChecks {

  private ContextChecks() {}

  /** The number of classes of a model of classes alone. */
  public static int classes(Context context) {
    anyContext(context, "conditional(classes)");
    notBoth(context);
    Preconditions.checkState(
        context.classes() > 0,
        "this model is conditional on %s, not on classes; call given(float[][])",
        inWords(context));
    return context.classes();
  }

  /** The width of the vectors of a model of vectors alone. */
  static int width(Context context) {
    anyContext(context, "context(width)");
    notBoth(context);
    Preconditions.checkState(
        context.vectorWidth() > 0,
        "this model is conditional on %s, not on vectors; call given(label)",
        inWords(context));
    return context.vectorWidth();
  }

  /** Checks that a model is one of classes and vectors. */
  public static void both(Context context) {
    anyContext(context, "conditional(classes) and context(width)");
    Preconditions.checkState(
        context.classes() > 0,
        "this model is conditional on %s, not on classes; call given(float[][])",
        inWords(context));
    Preconditions.checkState(
        context.vectorWidth() > 0,
        "this model is conditional on %s, not on vectors; call given(label)",
        inWords(context));
  }

  private static void anyContext(Context context, String builders) {
    Preconditions.checkState(
        context.encodedWidth() > 0,
        "this model is not conditional: ask distribution(), or build it with %s",
        builders);
  }

  private static void notBoth(Context context) {
    Preconditions.checkState(
        context.classes() == 0 || context.vectorWidth() == 0,
        "this model is conditional on %s; give both: given(label, vector), or the vectors of the rows"
            + " as second argument",
        inWords(context));
  }

  static String inWords(Context context) {
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
  static void data(Dataset data, Context context) {
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
        label(data.label(i), context.classes(), " in row " + i);
      }
    }
    Preconditions.checkArgument(
        data.contextWidth() == context.vectorWidth(),
        "this model is conditional on %s, but the data set's context has %s; %s",
        inWords(context),
        data.contextWidth(),
        data.contextWidth() == 0
            ? "add withContext(...)"
            : "give withContext(...) vectors of that width");
  }

  static void label(int label, int classes, String where) {
    Preconditions.checkArgument(
        label >= 0 && label < classes,
        "label must be 0 to %s, but was %s%s; the model is conditional on %s classes",
        classes - 1,
        label,
        where,
        classes);
  }

  static void vector(float[] vector, int width, int row) {
    Preconditions.checkNotNull(vector, "the context of row %s must not be null", row);
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
