package io.github.flowlib.tf.internal.graph;

/** log Σ exp t of terms that come one by one, with the largest taken out of the sum. */
public final class LogSum {

  private double largest;
  private double scaled;

  /** Starts a sum of terms that are not known yet. */
  public LogSum() {
    this(Double.NEGATIVE_INFINITY);
  }

  /**
   * For terms whose largest is known.
   *
   * @param largest taken out from the start, so that no sum is scaled anew
   */
  public LogSum(double largest) {
    this.largest = largest;
  }

  public void add(double term) {
    if (term > largest) {
      scaled = scaled * Math.exp(largest - term) + 1;
      largest = term;
    } else if (term != Double.NEGATIVE_INFINITY) { // also NaN, which must not pass for 0
      scaled += Math.exp(term - largest);
    }
  }

  /** −∞ if there was no term, or none above it. */
  public double value() {
    return largest + Math.log(scaled);
  }
}
