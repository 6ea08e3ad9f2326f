package io.github.flowlib.model;

/**
 * Importance-sampled log-probabilities of some rows, and how many of the samples carried them. With
 * the weights wⱼ = p(x | zⱼ, y) p(zⱼ | y) / q(zⱼ | x, y), zⱼ ~ q(z | x, y), of a row:
 *
 * <pre>
 * log p(x | y) ≈ log (1/k) Σⱼ wⱼ       {@link #logProb()}
 * ESS = (Σⱼ wⱼ)² / Σⱼ wⱼ²             {@link #effectiveSampleSize()}
 * </pre>
 *
 * <p>The effective sample size is k where all weights are the same, and near 1 where one of them
 * outweighs the rest: then the estimate hangs on that one, and with more samples it is higher in
 * expectation. It is an estimate itself, and too large where q misses a part of the posterior that
 * no sample hit.
 *
 * <p>A plain holder of arrays, not a value: two instances are equal only if they are the same.
 */
public final class ImportanceEstimate {

  private final double[] logProb;
  private final double[] effectiveSampleSize;

  /**
   * A new holder; the arrays are taken over.
   *
   * @param logProb see {@link #logProb()}
   * @param effectiveSampleSize see {@link #effectiveSampleSize()}
   */
  public ImportanceEstimate(double[] logProb, double[] effectiveSampleSize) {
    this.logProb = logProb;
    this.effectiveSampleSize = effectiveSampleSize;
  }

  /**
   * The estimates of log p(x | y).
   *
   * @return {@code [n]}, in nats; −∞ for a row so improbable that float32 overflows, never NaN
   */
  public double[] logProb() {
    return logProb;
  }

  /**
   * (Σⱼ wⱼ)² / Σⱼ wⱼ² (Kong 1992).
   *
   * @return {@code [n]}, 1 to k; 0 for a row whose weights are all 0
   */
  public double[] effectiveSampleSize() {
    return effectiveSampleSize;
  }
}
