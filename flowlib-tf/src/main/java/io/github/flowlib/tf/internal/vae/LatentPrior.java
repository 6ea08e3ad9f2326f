package io.github.flowlib.tf.internal.vae;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The prior p(z | y) of a variational autoencoder. */
interface LatentPrior {

  /**
   * Samples z = μ + σ ⊙ ε of the posterior q(z | x, y).
   *
   * @param noise ε, {@code [n, k, l]}
   * @param z {@code [n, k, l]}
   * @param logDeviation log σ, {@code [n, 1, l]}
   * @param context of every sample, {@code [n · k, c]}
   * @param sizes {@code [n, k]}
   */
  record Draws(
      Operand<TFloat32> noise,
      Operand<TFloat32> z,
      Operand<TFloat32> logDeviation,
      Optional<Operand<TFloat32>> context,
      Operand<TInt32> sizes) {}

  /** log p(z | y) − log q(z | x, y), {@code [n, k]}. */
  Operand<TFloat64> logRatio(Ops tf, Draws draws);

  /** KL(q(z | x, y) ‖ p(z | y)), {@code [n]}; the ratios are those of samples of q. */
  Operand<TFloat64> kl(Ops tf, LatentPosterior q, Operand<TFloat64> logRatio);

  /** {@code [count, l]}. */
  Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> count,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context);

  /**
   * Checks that the density has a gradient.
   *
   * @throws IllegalArgumentException if not; the message says what to do
   */
  default void checkTrainable() {}
}
