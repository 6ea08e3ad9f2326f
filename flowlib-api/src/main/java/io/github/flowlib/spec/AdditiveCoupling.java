package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

/**
 * Additive coupling, noise → data: x_A = z_A, x_B = z_B + m(z_A, y). Its log-determinant is 0.
 *
 * <p>Source: Dinh, Krueger, Bengio 2015, NICE, §3.2 (arXiv 1410.8516).
 *
 * @param mask splits the event into A and B
 * @param conditioner the network m, with one parameter per value of B
 */
public record AdditiveCoupling(Mask mask, Conditioner conditioner) implements Transform, Coupling {

  /**
   * Checks the arguments.
   *
   * @param mask see {@link #mask()}
   * @param conditioner see {@link #conditioner()}
   * @throws IllegalArgumentException if the conditioner does not fit
   */
  public AdditiveCoupling {
    checkNotNull(mask, "mask must not be null");
    checkNotNull(conditioner, "conditioner must not be null");
    conditioner.checkServes(1);
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
