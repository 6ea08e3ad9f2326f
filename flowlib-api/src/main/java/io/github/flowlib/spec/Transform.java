package io.github.flowlib.spec;

import java.util.Optional;

/**
 * One invertible transform of a flow.
 *
 * <p><strong>Direction, here and everywhere:</strong> forward is data → noise, the direction of a
 * density; a flow lists its transforms in that order. Users of a model see the names {@code
 * toNoise} and {@code toData}. For a transform z = f(x) the log-density gains log |det ∂f/∂x|.
 *
 * <p>Papers state couplings in the direction noise → data. Formulas of affine and additive ones do
 * too; each says its direction.
 */
public sealed interface Transform
    permits ActNorm,
        AdditiveCoupling,
        AffineCoupling,
        Autoregressive,
        BatchNorm,
        DiagonalScaling,
        FactorOut,
        FixedAffine,
        InvertibleLinear,
        LeakyRelu,
        Logit,
        MarginalSpline,
        Marginals,
        Permutation,
        Softplus,
        SplineCoupling,
        Squeeze,
        Standardization {

  /**
   * The shape of an event after this transform.
   *
   * @param input the shape before it
   * @return the shape after it
   * @throws IllegalArgumentException if this transform cannot take such an event; the message names
   *     the rule
   */
  EventShape output(EventShape input);

  /**
   * How many values become noise here and skip all transforms that follow.
   *
   * @param input the shape before this transform
   * @return 0 unless the transform says otherwise
   */
  default int leaving(EventShape input) {
    return 0;
  }

  /**
   * The network that gives this transform its parameters.
   *
   * @return empty unless the transform has one
   */
  default Optional<Conditioner> network() {
    return Optional.empty();
  }

  /**
   * The values that one row takes in memory at its widest inside this transform: its map's, or a
   * hidden layer's.
   *
   * @param input the shape before this transform
   * @return at least the number of values of the event
   */
  default long widestRow(EventShape input) {
    return Math.max(2L * input.dimension(), network().map(Conditioner::widestLayer).orElse(0));
  }

  /**
   * The values that this transform takes.
   *
   * @return an interval; everything unless the transform says otherwise
   */
  default Interval domain() {
    return Interval.all();
  }

  /**
   * Tells whether statistics of the data are taken before the first training step.
   *
   * @return false unless the transform says otherwise
   */
  default boolean fittedFromData() {
    return false;
  }

  /**
   * Checks what must be known of the flow around this transform. {@link FlowSpec} calls it; it is
   * public because methods of an interface are.
   *
   * @param position 0 for the first transform
   * @param dequantization how data become continuous
   * @throws IllegalArgumentException if this transform cannot stand there
   */
  default void checkPlace(int position, Dequantization dequantization) {}
}
