package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

/**
 * Spline coupling, data → noise: z_A = x_A, z_B = g(x_B), where g is a monotone {@linkplain Spline
 * rational-quadratic spline} for every value of B whose knots a network reads from A and the
 * context.
 *
 * <p>log |det ∂z/∂x| = Σ log g′(x_B). Both directions are in closed form and cost one pass through
 * the network.
 *
 * <p>Source: Durkan, Bekasov, Murray, Papamakarios 2019, Neural spline flows (arXiv 1906.04032).
 *
 * @param mask splits the event into A and B
 * @param conditioner the network: 3 · bins − 1 parameters per value of B: widths, heights, slopes
 * @param spline its number of bins and its interval
 */
public record SplineCoupling(Mask mask, Conditioner conditioner, Spline spline)
    implements Transform, Coupling {

  /**
   * Checks the arguments.
   *
   * @param mask see {@link #mask()}
   * @param conditioner see {@link #conditioner()}
   * @param spline see {@link #spline()}
   * @throws IllegalArgumentException if the conditioner does not fit
   */
  public SplineCoupling {
    checkNotNull(mask, "mask must not be null");
    checkNotNull(conditioner, "conditioner must not be null");
    checkNotNull(spline, "spline must not be null");
    conditioner.checkServes(spline.parameterCount());
  }

  @Override
  public EventShape output(EventShape input) {
    return checkFits(input);
  }

  @Override
  public Optional<Conditioner> network() {
    return Optional.of(conditioner);
  }

  @Override
  public long widestRow(EventShape input) {
    return Math.max(3L * spline.bins() * input.dimension(), conditioner.widestLayer());
  }
}
