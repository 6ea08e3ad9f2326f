package io.github.flowlib.model;

/**
 * Samples with their log-probabilities.
 *
 * <p>A plain holder of two arrays, not a value: two instances are equal only if they are the same.
 */
public final class Samples {

  private final float[][] rows;
  private final double[] logProb;

  /**
   * A new holder; the arrays are taken over.
   *
   * @param rows {@code [n, d]}, in data units
   * @param logProb {@code [n]}, in nats
   */
  public Samples(float[][] rows, double[] logProb) {
    this.rows = rows;
    this.logProb = logProb;
  }

  /**
   * The samples.
   *
   * @return {@code [n, d]}, in data units
   */
  public float[][] rows() {
    return rows;
  }

  /**
   * Their log-probabilities under the model at temperature 1: the same that {@link
   * Distribution#logProb} gives for these rows.
   *
   * @return {@code [n]}, in nats
   */
  public double[] logProb() {
    return logProb;
  }
}
