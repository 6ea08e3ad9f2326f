package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.network.ContextEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Where rows and their conditions enter a graph. Flows and other models share it. */
public final class RowInputs {

  private final int dimension;
  private final Placeholder<TFloat32> rows;
  private final Optional<Placeholder<TInt32>> label;
  private final Optional<Placeholder<TFloat32>> vector;
  private final Optional<Operand<TFloat32>> numbers;

  /** As it is told: one-hot labels, numbers, or both. */
  private final Optional<Operand<TFloat32>> told;

  private final Optional<ContextEmbedding> embedding;
  private final Optional<Operand<TFloat32>> context;

  /** Declares the statistics of a context that is standardised, and the weights of an embedding. */
  public RowInputs(Ops tf, int dimension, Context spec, Variables variables) {
    this.dimension = dimension;
    rows = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, dimension)));
    label =
        spec.classes() == 0
            ? Optional.empty()
            : Optional.of(
                tf.withName("label").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))));
    vector =
        spec.vectorWidth() == 0
            ? Optional.empty()
            : Optional.of(
                tf.withName("context")
                    .placeholder(
                        TFloat32.class, Placeholder.shape(Shape.of(-1, spec.vectorWidth()))));
    List<Operand<TFloat32>> encoded = new ArrayList<>();
    label.ifPresent(
        labels ->
            encoded.add(
                tf.oneHot(labels, tf.constant(spec.classes()), tf.constant(1f), tf.constant(0f))));
    numbers =
        vector.map(
            given ->
                spec.standardized()
                    ? new ContextStandardization(spec.vectorWidth(), variables).apply(tf, given)
                    : tf.identity(given));
    numbers.ifPresent(encoded::add);
    told =
        encoded.size() == 2
            ? Optional.of(tf.concat(encoded, tf.constant(1)))
            : encoded.stream().findFirst();
    embedding =
        spec instanceof Context.Embedded embedded
            ? Optional.of(new ContextEmbedding(embedded, variables))
            : Optional.empty();
    context = told.map(c -> embedded(tf, c));
  }

  private Operand<TFloat32> embedded(Ops tf, Operand<TFloat32> c) {
    return embedding.map(each -> each.apply(tf, c)).orElse(c);
  }

  /** {@code [size, c]}: what conditioners see of a known number of rows. */
  Optional<Operand<TFloat32>> contextOf(Ops tf, int size) {
    return told.map(c -> embedded(tf, ofSize(tf, c, size)));
  }

  /** {@code [size, d]}: a known number of rows. */
  Operand<TFloat32> rowsOf(Ops tf, int size) {
    return ofSize(tf, rows, size);
  }

  /** No gradient goes through this, so it must come before all that is trained. */
  private static Operand<TFloat32> ofSize(Ops tf, Operand<TFloat32> matrix, int size) {
    return tf.ensureShape(matrix, Shape.of(size, matrix.shape().get(1)));
  }

  /** {@code [n, d]}. */
  public Operand<TFloat32> rows() {
    return rows;
  }

  /** {@code [n, k]}: the numbers of the context, standardised where that is wanted. */
  public Optional<Operand<TFloat32>> numbers() {
    return numbers;
  }

  /** {@code [n, c]}: what conditioners see, standardised and embedded where that is wanted. */
  public Optional<Operand<TFloat32>> context() {
    return context;
  }

  /** Names the inputs of a signature. */
  public Signature.Builder addTo(Signature.Builder signature) {
    return addContextTo(signature.input("x", rows));
  }

  /** Names the inputs that tell the context alone, for a signature whose rows come from noise. */
  public Signature.Builder addContextTo(Signature.Builder signature) {
    label.ifPresent(l -> signature.input("label", l));
    vector.ifPresent(v -> signature.input("context", v));
    return signature;
  }

  /** Feeds rows and conditions. */
  public void feed(Run run, Batch batch) {
    feedCondition(run, batch.condition());
    feedRows(run, batch);
  }

  /** Feeds rows alone, where no condition is asked for. */
  void feedRows(Run run, Batch batch) {
    run.feed(rows, Tensors.of(batch.values(), Shape.of(batch.rows(), dimension)));
  }

  /** Feeds conditions alone, where rows come from noise. */
  public void feedCondition(Run run, Condition condition) {
    if (condition instanceof Condition.LabelsAndVectors both) {
      feedCondition(run, both.labels());
      feedCondition(run, both.vectors());
    } else if (condition instanceof Condition.Labels labels) {
      run.feed(label.orElseThrow(), Tensors.of(labels.labels()));
    } else if (condition instanceof Condition.Vectors vectors) {
      int width = Math.toIntExact(vector.orElseThrow().shape().get(1));
      float[] flat = new float[vectors.vectors().length * width];
      for (int i = 0; i < vectors.vectors().length; i++) {
        System.arraycopy(vectors.vectors()[i], 0, flat, i * width, width);
      }
      run.feed(vector.orElseThrow(), Tensors.of(flat, Shape.of(vectors.vectors().length, width)));
    }
  }
}
