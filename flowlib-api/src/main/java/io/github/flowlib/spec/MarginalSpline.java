package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Marginal Gaussianization of continuous columns: a monotone rational-quadratic spline per value,
 * fitted so that each has about a standard normal distribution over the training data.
 *
 * <p>Knots (x_k, z_k) lie at the smallest and the largest value and at quantiles between them, z_k
 * = Φ⁻¹(q_k), with q_k spaced evenly half by q and half by log q − log(1 − q), so that tails have
 * knots as well. Between them the formula of {@link Spline} holds. The slopes there are geometric
 * means of the slopes Δz / Δx of the neighbouring bins, the nearer one weighing more (Gregory and
 * Delbourgo 1982); outside, the map goes on as a straight line. log |det ∂z/∂x| = Σ log dz/dx.
 *
 * <p>Fitted once, at the first {@code fit}, and not trained; before that the flow cannot be used.
 * It takes skew, heavy tails, several modes and unlike units from the columns, so that networks
 * learn what is between them. Rows that share a value share the middle of their ranks; a spike
 * stays a spike, so dequantize whole numbers. A bin has at least 8 rows: from few rows come few
 * bins, and from less than 16 a straight line. A column that is the same in all training rows is
 * refused, and one of a range below 1e-25 or with numbers beyond 1e30.
 *
 * <p>Source: the first step of Chen and Gopinath 2000, Gaussianization, with the splines of Durkan,
 * Bekasov, Murray, Papamakarios 2019 (arXiv 1906.04032). {@link Marginals} does the same for 8-bit
 * levels by their histogram.
 *
 * @param knots per value, 4 to 256; 32 serves most columns
 */
public record MarginalSpline(int knots) implements Transform {

  /**
   * Checks the argument.
   *
   * @param knots see {@link #knots()}
   * @throws IllegalArgumentException if there are fewer than 4 or more than 256 knots
   */
  public MarginalSpline {
    checkArgument(knots >= 4 && knots <= 256, "knots must be 4 to 256, but were %s", knots);
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public boolean fittedFromData() {
    return true;
  }
}
