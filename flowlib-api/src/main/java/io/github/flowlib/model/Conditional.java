package io.github.flowlib.model;

/**
 * What becomes a distribution when it is told what its rows are conditioned on.
 *
 * <p>A single label or vector is for any number of rows. With an array of them there is one per
 * row: the methods of the result then take and give exactly so many rows.
 *
 * @param <D> what it becomes: {@link Distribution} or {@link VaeDistribution}
 */
public interface Conditional<D> {

  /**
   * p(x | y) of one class, for any number of rows.
   *
   * @param label 0 … classes − 1
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on classes, or on vectors as well
   * @throws IllegalArgumentException if the label is out of range
   */
  D given(int label);

  /**
   * p(x | y) with a label per row.
   *
   * @param labels one per row, each 0 … classes − 1
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on classes, or on vectors as well
   * @throws IllegalArgumentException if a label is out of range
   */
  D given(int[] labels);

  /**
   * p(x | c) of one context vector, for any number of rows.
   *
   * @param context all finite
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on vectors, or on classes as well
   * @throws IllegalArgumentException if the vector has the wrong width or is not finite
   */
  D given(float[] context);

  /**
   * p(x | c) with a context vector per row.
   *
   * @param contexts one vector per row, all finite
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on vectors, or on classes as well
   * @throws IllegalArgumentException if a vector has the wrong width or is not finite
   */
  D given(float[][] contexts);

  /**
   * p(x | y, c) of one class and one context vector, for any number of rows.
   *
   * @param label 0 … classes − 1
   * @param context all finite
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on classes and vectors
   * @throws IllegalArgumentException if the label is out of range, or the vector has the wrong
   *     width or is not finite
   */
  D given(int label, float[] context);

  /**
   * p(x | y, c) of one class, with a context vector per row.
   *
   * @param label 0 … classes − 1
   * @param contexts one vector per row, all finite
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on classes and vectors
   * @throws IllegalArgumentException if the label is out of range, or a vector has the wrong width
   *     or is not finite
   */
  D given(int label, float[][] contexts);

  /**
   * p(x | y, c) of one context vector, with a label per row.
   *
   * @param labels one per row, each 0 … classes − 1
   * @param context all finite
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on classes and vectors
   * @throws IllegalArgumentException if a label is out of range, or the vector has the wrong width
   *     or is not finite
   */
  D given(int[] labels, float[] context);

  /**
   * p(x | y, c) with a label and a context vector per row.
   *
   * @param labels one per row, each 0 … classes − 1
   * @param contexts one vector per row, all finite
   * @return what is conditioned
   * @throws IllegalStateException if the model is not conditional on classes and vectors
   * @throws IllegalArgumentException if there are not as many vectors as labels, a label is out of
   *     range, or a vector has the wrong width or is not finite
   */
  D given(int[] labels, float[][] contexts);
}
