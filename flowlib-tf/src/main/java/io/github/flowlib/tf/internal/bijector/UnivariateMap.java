package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.tf.internal.graph.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * An invertible map of single numbers, the same for all columns but for its parameters, which a
 * network gives: what a coupling does to part B, and an autoregressive transform to everything.
 */
interface UnivariateMap {

  /** How many numbers it wants for a value. With all of them 0 it is the identity. */
  int parameterCount();

  /** Data → noise, with Σ log |dz/dx|; {@code x} and each parameter are {@code [n, m]}. */
  Bijector.Mapped forward(Pass pass, Operand<TFloat32> x, List<Operand<TFloat32>> parameters);

  /** Noise → data. */
  Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z, List<Operand<TFloat32>> parameters);
}
