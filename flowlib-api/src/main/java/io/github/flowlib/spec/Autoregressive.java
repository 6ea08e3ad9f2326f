package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

/**
 * Autoregressive transform: every value is mapped with parameters that a network reads from the
 * values before it, and the context. All parameters come from one masked network (MADE, Germain et
 * al. 2015).
 *
 * <p>With {@code fast = DENSITY} the network reads data: z_i = g(x_i; h(x_1 … x_i−1, y)), with log
 * |det ∂z/∂x| = Σ log |g′(x_i)|. Data → noise costs one pass through the network, noise → data d
 * passes, one value after another (masked autoregressive flow, Papamakarios, Pavlakou, Murray 2017,
 * arXiv 1705.07057).
 *
 * <p>With {@code fast = SAMPLING} it reads noise: x_i = g⁻¹(z_i; h(z_1 … z_i−1, y)). Noise → data
 * costs one pass, data → noise d passes (inverse autoregressive flow, Kingma et al. 2016, arXiv
 * 1606.04934). Training by likelihood needs the gradient of all d passes, and is refused above
 * {@value #MAX_UNROLLED} values.
 *
 * <p>Hidden unit j of H reads the values up to number 1 + ⌊j (d − 1) / H⌋; in a conditional
 * transform up to number ⌊j d / H⌋, and the context, so that some know the context alone and can
 * tell the first value. Outputs for value i read hidden units that know only values before it. With
 * fewer than d − 1 units in a layer (with a context, d) some outputs cannot depend on the value
 * just before, and {@code fit} warns. The last layer starts at zero, so a new transform is the
 * identity.
 *
 * <p>Of a single value (d = 1) all hidden units know the context alone, so its parameters are a
 * function of the context, and both directions cost one pass. Without a context they are the bias
 * of the last layer, numbers that are learned.
 *
 * @param map of every value
 * @param conditioner the hidden layers of the masked network
 * @param reversed false: the first value depends on no other; true: the last
 * @param fast the direction that costs one pass
 */
public record Autoregressive(
    Univariate map, Conditioner.Mlp conditioner, boolean reversed, Fast fast) implements Transform {

  /** The largest dimension whose d passes one after another have a gradient. */
  public static final int MAX_UNROLLED = 32;

  /** Which direction costs one pass through the network; the other costs d. */
  public enum Fast {
    /** Data → noise: densities and training (MAF). */
    DENSITY,
    /** Noise → data: samples (IAF). */
    SAMPLING
  }

  /**
   * Checks the arguments.
   *
   * @param map see {@link #map()}
   * @param conditioner see {@link #conditioner()}
   * @param reversed see {@link #reversed()}
   * @param fast see {@link #fast()}
   */
  public Autoregressive {
    checkNotNull(map, "map must not be null");
    checkNotNull(conditioner, "conditioner must not be null");
    checkNotNull(fast, "fast must not be null");
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public Optional<Conditioner> network() {
    return Optional.of(conditioner);
  }

  @Override
  public long widestRow(EventShape input) {
    long perValue = map instanceof Spline spline ? 3L * spline.bins() : 2;
    return Math.max(perValue * input.dimension(), conditioner.widestLayer());
  }
}
