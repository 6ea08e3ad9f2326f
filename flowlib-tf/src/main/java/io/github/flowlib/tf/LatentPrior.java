package io.github.flowlib.tf;

import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.CouplingSpec;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.TransformSpec;
import io.github.flowlib.spec.VaeSpec;
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

  /** Declares the variables of the prior. */
  static LatentPrior compile(VaeSpec spec, Variables.Scope scope) {
    return spec.prior()
        .<LatentPrior>map(flow -> new FlowPrior(flow, scope))
        .orElseGet(() -> new StandardNormalPrior(spec.latent()));
  }

  /** The values that one sample takes at its widest: in hidden layers, knots, or components. */
  static long widest(VaeSpec spec) {
    if (spec.prior().isEmpty()) {
      return spec.latent();
    }
    FlowSpec flow = spec.prior().get();
    long widest = spec.latent();
    if (flow.base() instanceof Base.MixtureOfNormals mixture) {
      widest = Math.max(widest, (long) mixture.components() * spec.latent());
    }
    for (TransformSpec transform : flow.transforms()) {
      if (transform instanceof CouplingSpec coupling) {
        widest = Math.max(widest, widest(coupling.conditioner()));
      } else if (transform instanceof Autoregressive layer) {
        widest = Math.max(widest, widest(layer.conditioner()));
      }
      widest = Math.max(widest, spec.latent() * knots(transform));
    }
    return widest;
  }

  private static long widest(ConditionerSpec network) {
    if (network instanceof ConditionerSpec.Mlp mlp) {
      return mlp.hidden().stream().reduce(0, Math::max);
    }
    return network instanceof ConditionerSpec.Separate separate
        ? separate.nets().stream().mapToLong(LatentPrior::widest).max().orElse(0)
        : 0; // latents are no images
  }

  /** Parameters of a value. */
  private static long knots(TransformSpec transform) {
    if (transform instanceof SplineCoupling coupling) {
      return 3L * coupling.spline().bins();
    }
    return transform instanceof Autoregressive layer && layer.map() instanceof Spline spline
        ? 3L * spline.bins()
        : 2;
  }

  /** log p(z | y) − log q(z | x, y), {@code [n, k]}. */
  Operand<TFloat64> logRatio(Ops tf, Draws draws);

  /** KL(q(z | x, y) ‖ p(z | y)), {@code [n]}; the ratios are those of samples of q. */
  Operand<TFloat64> kl(Ops tf, VaeGraph.Posterior q, Operand<TFloat64> logRatio);

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
