package io.github.flowlib.model;

/**
 * The evidence lower bound of some rows, in nats, in both its forms:
 *
 * <pre>
 * log p(x | y) ≥ E_q[log p(x, z | y) − log q(z | x, y)]          {@link #jointValues()}
 *              = E_q[log p(x | z, y)] − KL(q(z | x, y) ‖ p(z | y))   {@link #values()}
 * </pre>
 *
 * <p>The expectations are means over the same samples zⱼ ~ q(z | x, y); the KL term is in closed
 * form for a standard normal prior. The two forms have the same expectation. Neither always varies
 * less: the first has no variance when q is the posterior, the second has its KL exactly. With a
 * flow as prior the KL is estimated from the samples as well, and the two are the same number.
 *
 * <p>A plain holder of arrays, not a value: two instances are equal only if they are the same.
 */
public final class Elbo {

  private final double[] reconstruction;
  private final double[] kl;
  private final double[] joint;

  /**
   * A new holder; the arrays are taken over.
   *
   * @param reconstruction see {@link #reconstruction()}
   * @param kl see {@link #kl()}
   * @param joint see {@link #jointValues()}
   */
  public Elbo(double[] reconstruction, double[] kl, double[] joint) {
    this.reconstruction = reconstruction;
    this.kl = kl;
    this.joint = joint;
  }

  /**
   * E_q[log p(x | z, y)] − KL(q(z | x, y) ‖ p(z | y)).
   *
   * @return {@code [n]}, in nats
   */
  public double[] values() {
    double[] values = new double[kl.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = reconstruction[i] - kl[i];
    }
    return values;
  }

  /**
   * E_q[log p(x, z | y) − log q(z | x, y)].
   *
   * @return {@code [n]}, in nats
   */
  public double[] jointValues() {
    return joint;
  }

  /**
   * E_q[log p(x | z, y)].
   *
   * @return {@code [n]}, in nats
   */
  public double[] reconstruction() {
    return reconstruction;
  }

  /**
   * KL(q(z | x, y) ‖ p(z | y)): for a standard normal prior Σ ½ (μ² + σ² − 1) − log σ; for a flow
   * the mean of log q(z | x, y) − log p(z | y) over the samples.
   *
   * @return {@code [n]}, in nats; at least 0, but an estimate can be below
   */
  public double[] kl() {
    return kl;
  }
}
