package io.github.flowlib.tf.internal.rows;

import com.google.common.base.Preconditions;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What rows are conditioned on: nothing, a label each, one label for all, a vector each, one vector
 * for all, or a label and a vector. Already checked.
 */
public sealed interface Condition {

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

    /** One label goes with any number of rows, so vectors that are one per row decide. */
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
                        + " use one label or vector, given(label) or given(vector), for any number of rows",
                    wanted,
                    count));
  }
}
