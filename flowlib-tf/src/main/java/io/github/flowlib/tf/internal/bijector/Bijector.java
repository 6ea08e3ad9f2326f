package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.tf.internal.graph.Pass;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A compiled transform: operations on a graph whose variables exist already. */
public interface Bijector {

  /**
   * Data and the log-determinant of the way there.
   *
   * @param value {@code [n, d]}
   */
  record Mapped(Operand<TFloat32> value, LogDet logDet) {}

  /** Data → noise, with log |det ∂z/∂x| of every row. */
  Mapped forward(Pass pass, Operand<TFloat32> x);

  /**
   * Checks that the density has a gradient.
   *
   * @throws IllegalArgumentException if not; the message says what to do
   */
  default void checkTrainable() {}

  /** Noise → data. */
  Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z);

  /**
   * A bijector that maps every value by itself and in order: value j of the result is a monotone
   * function of value j alone, whatever the context is.
   */
  interface Elementwise extends Bijector {}

  /** A bijector with statistics that are fitted once, before training. */
  interface Fitted extends Bijector {

    /** Begins to count. */
    Fit startFit();
  }

  /** Statistics that change with the weights: in training they are fitted after every epoch. */
  interface Refitted extends Fitted {}

  /** Statistics in the making. */
  interface Fit {

    /** Counts some flat rows, as the transform sees them. */
    void add(float[] rows);

    /** The values of the variables, by full name. */
    Map<String, float[]> finish();
  }
}
