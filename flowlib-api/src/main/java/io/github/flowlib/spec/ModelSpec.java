package io.github.flowlib.spec;

/** What a model is, as data: a normalizing flow or a variational autoencoder. */
public sealed interface ModelSpec permits FlowSpec, VaeSpec {

  /**
   * The shape of one row of data.
   *
   * @return vector or image
   */
  EventShape event();

  /**
   * What the model is conditioned on.
   *
   * @return nothing, classes, a vector, or both
   */
  Context context();

  /**
   * The number of values in a row, {@code d}.
   *
   * @return the dimension of the event
   */
  default int dimension() {
    return event().dimension();
  }

  /**
   * The values that data can have.
   *
   * @return an interval
   */
  Interval domain();

  /**
   * Tells whether data must be whole numbers.
   *
   * @return true for discrete data
   */
  boolean wholeNumbers();
}
