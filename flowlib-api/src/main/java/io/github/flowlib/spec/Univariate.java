package io.github.flowlib.spec;

/**
 * An invertible map of single numbers, the same for all values of an event but for its parameters,
 * which a network gives. With all parameters zero it is the identity.
 */
public sealed interface Univariate permits Affine, Spline {

  /**
   * How many numbers the network gives for a value.
   *
   * @return at least 1
   */
  int parameterCount();
}
