package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

/**
 * Affine coupling, noise → data: x_A = z_A, x_B = z_B ⊙ exp(α(z_A, y)) + m(z_A, y).
 *
 * <p>Data → noise: z_B = (x_B − m(x_A, y)) ⊙ exp(−α(x_A, y)), with log |det ∂z/∂x| = −Σ α(x_A, y).
 *
 * <p>α = bound · tanh(a / bound) with a the network's output: near 0 it is a itself, and it never
 * leaves [−bound, bound], which keeps exp(α) finite whatever the network does.
 *
 * <p>Source: Dinh, Sohl-Dickstein, Bengio 2017, Density estimation using Real NVP, §3.2 (arXiv
 * 1605.08803).
 *
 * @param mask splits the event into A and B
 * @param conditioner the networks α and m: two parameters per value of B, the log-scale first
 * @param logScaleBound the bound on |α|, 0.001 to 20
 */
public record AffineCoupling(Mask mask, Conditioner conditioner, double logScaleBound)
    implements Transform, Coupling {

  /**
   * Checks the arguments.
   *
   * @param mask see {@link #mask()}
   * @param conditioner see {@link #conditioner()}
   * @param logScaleBound see {@link #logScaleBound()}
   * @throws IllegalArgumentException if the conditioner does not fit or the bound is out of range
   */
  public AffineCoupling {
    checkNotNull(mask, "mask must not be null");
    checkNotNull(conditioner, "conditioner must not be null");
    conditioner.checkServes(new Affine(logScaleBound).parameterCount());
  }

  @Override
  public EventShape output(EventShape input) {
    return checkFits(input);
  }

  @Override
  public Optional<Conditioner> network() {
    return Optional.of(conditioner);
  }
}
