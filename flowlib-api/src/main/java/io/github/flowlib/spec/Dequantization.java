package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.internal.Copies;
import java.util.List;

/**
 * How discrete data becomes continuous before the first transform.
 *
 * <p>No bijection but a bound: with noise u, log P(x) = log ∫ p(x + u) du ≥ E_u[log p(x + u)]
 * (Theis, van den Oord, Bethge 2016), so the log-probabilities of a dequantized flow are a lower
 * bound on those of the discrete data.
 */
public sealed interface Dequantization {

  /** The data are continuous already. */
  record None() implements Dequantization {
    @Override
    public int levels() {
      return 0;
    }
  }

  /**
   * Whole numbers 0 … levels − 1 get uniform noise from the open interval (0, 1).
   *
   * <p>The noise lies on the midpoints of 2¹⁵ equal parts of (0, 1), so that with up to 256 levels
   * x + u is exact in float32 and ⌊x + u⌋ is always x. In training it is fresh for every batch. In
   * evaluation it is a function of the content of the row alone, the same for all models, so that a
   * row's log-probability is reproducible and never depends on its neighbours. The maps between
   * data and noise use the middle of the cell, u = ½, and come back to the same whole number.
   *
   * @param levels how many values a number can have, 2 to 256
   */
  record Uniform(int levels) implements Dequantization {

    /**
     * Checks the argument.
     *
     * @param levels see {@link #levels()}
     * @throws IllegalArgumentException if there are fewer than 2 or more than 256 levels
     */
    public Uniform {
      checkLevels(levels);
    }
  }

  /**
   * Variational dequantization: whole numbers 0 … levels − 1 get noise from a distribution q(u | x)
   * that is learned with the flow, so that the flow need not model the flat tops of uniform noise.
   *
   * <p>A flow bends uniform noise u₀, that of {@link Uniform}: ε = log u₀ − log(1 − u₀), v = T(ε;
   * x, y), u = δ + (1 − 2δ) / (1 + e⁻ᵛ) with δ = 2⁻¹⁵. With log q(u | x, y) = −log |det ∂u/∂u₀| the
   * bound is log P(x | y) ≥ E[log p(x + u | y) + log |det ∂u/∂u₀|]. The networks of T see as
   * context the data, scaled to (−1, 1), and behind them the context of the flow. While T is the
   * identity, as it is at the start, this is uniform dequantization but for δ.
   *
   * <p>Log-probabilities of rows are the bound for one u, that of the row, as with uniform noise.
   *
   * <p>Source: Ho, Chen, Srinivas, Duan, Abbeel 2019, Flow++ (arXiv 1902.00275), §3.1.
   *
   * @param levels how many values a number can have, 2 to 256
   * @param noise the transforms T of one event, ε → v; couplings, or whatever reads the context,
   *     keeps the shape and takes every number
   */
  record Variational(int levels, List<Transform> noise) implements Dequantization {

    /**
     * Checks the arguments.
     *
     * @param levels see {@link #levels()}
     * @param noise see {@link #noise()}
     * @throws IllegalArgumentException if there are fewer than 2 or more than 256 levels, or a
     *     transform is fitted from data or does not take every number
     */
    public Variational {
      checkLevels(levels);
      noise = Copies.of(noise, "noise");
      for (Transform transform : noise) {
        checkArgument(
            !transform.fittedFromData() && transform.domain().isAll(),
            "the noise of a variational dequantization must not have transforms that are fitted from data or take an"
                + " interval only, but has %s; use couplings",
            transform);
      }
    }

    @Override
    public void checkEvent(EventShape event) {
      for (Transform transform : noise) {
        EventShape output;
        try {
          output = transform.output(event);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "the noise of a variational dequantization: " + e.getMessage(), e);
        }
        checkArgument(
            output.equals(event),
            "the noise of a variational dequantization must keep its shape %s, but %s does not; use couplings",
            event,
            transform);
      }
    }
  }

  /**
   * The data are continuous already.
   *
   * @return the dequantization
   */
  static None none() {
    return new None();
  }

  /**
   * Uniform noise.
   *
   * @param levels 2 to 256
   * @return the dequantization
   */
  static Uniform uniform(int levels) {
    return new Uniform(levels);
  }

  /**
   * Noise that is learned.
   *
   * @param levels 2 to 256
   * @param noise transforms of the noise, such as couplings
   * @return the dequantization
   */
  static Variational variational(int levels, List<Transform> noise) {
    return new Variational(levels, noise);
  }

  /**
   * How many values a number can have.
   *
   * @return 2 to 256; 0 for continuous data
   */
  int levels();

  /**
   * Checks that it suits an event. {@link FlowSpec} calls it; it is public because methods of an
   * interface are.
   *
   * @param event the shape of a row
   * @throws IllegalArgumentException if a transform of the noise does not fit it
   */
  default void checkEvent(EventShape event) {}

  private static void checkLevels(int levels) {
    checkArgument(levels >= 2 && levels <= 256, "levels must be 2 to 256, but was %s", levels);
  }
}
