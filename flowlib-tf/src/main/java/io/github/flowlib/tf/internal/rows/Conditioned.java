package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.model.Model;
import io.github.flowlib.model.Sampler;
import io.github.flowlib.spec.Context;

/**
 * {@link Model}'s distributions by way of a checked {@link Condition}: flows and autoencoders share
 * it.
 *
 * @param <D> what a model becomes
 */
public interface Conditioned<D extends Sampler> extends Model<D> {

  /** What the model is conditional on. */
  Context context();

  /** What the model becomes under a condition that fits it. */
  D under(Condition condition);

  @Override
  default D distribution() {
    return under(Conditions.none(context()));
  }

  @Override
  default D given(int label) {
    return under(Conditions.label(label, context()));
  }

  @Override
  default D given(int[] labels) {
    return under(Conditions.labels(labels, context()));
  }

  @Override
  default D given(float[] vector) {
    return under(Conditions.vector(vector, context()));
  }

  @Override
  default D given(float[][] vectors) {
    return under(Conditions.vectors(vectors, context()));
  }

  @Override
  default D given(int label, float[] vector) {
    return under(Conditions.both(label, vector, context()));
  }

  @Override
  default D given(int label, float[][] vectors) {
    return under(Conditions.both(label, vectors, context()));
  }

  @Override
  default D given(int[] labels, float[] vector) {
    return under(Conditions.both(labels, vector, context()));
  }

  @Override
  default D given(int[] labels, float[][] vectors) {
    return under(Conditions.both(labels, vectors, context()));
  }
}
