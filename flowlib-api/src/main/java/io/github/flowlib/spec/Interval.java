package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Numbers between two ends: the values that data, or the input of a transform, can have.
 *
 * @param low the lower end, or −∞
 * @param lowIncluded whether the lower end is one of them; false for −∞
 * @param high the upper end, which is one of them, or +∞
 */
public record Interval(double low, boolean lowIncluded, double high) {

  /**
   * Checks the ends.
   *
   * @param low see {@link #low()}
   * @param lowIncluded see {@link #lowIncluded()}
   * @param high see {@link #high()}
   * @throws IllegalArgumentException if the lower end is not below the upper one, or is infinite
   *     and included
   */
  public Interval {
    checkArgument(low < high, "the ends of an interval must ascend, but were %s and %s", low, high);
    checkArgument(
        !lowIncluded || Double.isFinite(low), "−∞ must not be included in an interval, but was");
  }

  /**
   * All numbers.
   *
   * @return the interval
   */
  public static Interval all() {
    return new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY);
  }

  /**
   * Numbers from one to another, both included.
   *
   * @param low finite
   * @param high finite, above it
   * @return the interval
   */
  public static Interval closed(double low, double high) {
    return new Interval(low, true, high);
  }

  /**
   * All numbers above one.
   *
   * @param low finite, not included
   * @return the interval
   */
  public static Interval above(double low) {
    return new Interval(low, false, Double.POSITIVE_INFINITY);
  }

  /**
   * Tells whether every number is in it.
   *
   * @return true for {@link #all()}
   */
  public boolean isAll() {
    return low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY;
  }

  /**
   * Tells whether both ends are numbers.
   *
   * @return true if neither is infinite
   */
  public boolean isBounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  @Override
  public String toString() {
    return (lowIncluded ? "[" : "(")
        + (low == Double.NEGATIVE_INFINITY ? "−∞" : low)
        + ", "
        + (high == Double.POSITIVE_INFINITY ? "∞)" : high + "]");
  }
}
