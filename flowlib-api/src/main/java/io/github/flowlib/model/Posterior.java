package io.github.flowlib.model;

/**
 * The approximate posterior q(z | x, y) = N(mean, diag standardDeviation²) of some rows.
 *
 * <p>A plain holder of arrays, not a value: two instances are equal only if they are the same.
 */
public final class Posterior {

  private final float[][] mean;
  private final float[][] standardDeviation;

  /**
   * A new holder; the arrays are taken over.
   *
   * @param mean {@code [n, l]}
   * @param standardDeviation {@code [n, l]}, above 0
   */
  public Posterior(float[][] mean, float[][] standardDeviation) {
    this.mean = mean;
    this.standardDeviation = standardDeviation;
  }

  /**
   * The means.
   *
   * @return {@code [n, l]}
   */
  public float[][] mean() {
    return mean;
  }

  /**
   * The standard deviations.
   *
   * @return {@code [n, l]}, above 0
   */
  public float[][] standardDeviation() {
    return standardDeviation;
  }
}
