package io.github.flowlib.tf;

import io.github.flowlib.spec.ContextSpec;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Where rows and their conditions enter a graph. Flows and other models share it. */
final class RowInputs {

  private final int dimension;
  private final Placeholder<TFloat32> rows;
  private final Optional<Placeholder<TInt32>> label;
  private final Optional<Placeholder<TFloat32>> vector;
  private final Optional<Operand<TFloat32>> context;

  RowInputs(Ops tf, int dimension, ContextSpec spec) {
    this.dimension = dimension;
    rows = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, dimension)));
    if (spec instanceof ContextSpec.Classes classes) {
      Placeholder<TInt32> labels =
          tf.withName("label").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      label = Optional.of(labels);
      vector = Optional.empty();
      context =
          Optional.of(
              tf.oneHot(labels, tf.constant(classes.classes()), tf.constant(1f), tf.constant(0f)));
    } else if (spec instanceof ContextSpec.Vector vectors) {
      Placeholder<TFloat32> numbers =
          tf.withName("context")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, vectors.width())));
      label = Optional.empty();
      vector = Optional.of(numbers);
      context = Optional.of(numbers);
    } else {
      label = Optional.empty();
      vector = Optional.empty();
      context = Optional.empty();
    }
  }

  /** {@code [n, d]}. */
  Operand<TFloat32> rows() {
    return rows;
  }

  /** {@code [n, c]}: what conditioners see. */
  Optional<Operand<TFloat32>> context() {
    return context;
  }

  /** Names the inputs of a signature. */
  Signature.Builder addTo(Signature.Builder signature) {
    return addContextTo(signature.input("x", rows));
  }

  /** Names the inputs that tell the context alone, for a signature whose rows come from noise. */
  Signature.Builder addContextTo(Signature.Builder signature) {
    label.ifPresent(l -> signature.input("label", l));
    vector.ifPresent(v -> signature.input("context", v));
    return signature;
  }

  /** Feeds rows and conditions. */
  void feed(Run run, Batch batch) {
    feedCondition(run, batch.condition());
    run.feed(rows, Tensors.of(batch.values(), Shape.of(batch.rows(), dimension)));
  }

  /** Feeds conditions alone, where rows come from noise. */
  void feedCondition(Run run, Condition condition) {
    if (condition instanceof Condition.Labels labels) {
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
