package io.github.flowlib.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * Tells anomalies from normal rows by their log-probabilities, with a promise about false alarms.
 *
 * <p>From m normal rows that took no part in training, split conformal prediction (Vovk, Gammerman,
 * Shafer 2005) takes the score −log p of rank ⌈(m + 1)(1 − rate)⌉ as the threshold. Another normal
 * row, exchangeable with those, then lies above it with a probability of at most {@code rate},
 * whatever the model learned; a better model only finds more anomalies.
 *
 * <pre>{@code
 * AnomalyThreshold threshold = AnomalyThreshold.of(flow.logProb(heldOut), 0.01);
 * boolean alarm = threshold.isAnomaly(flow.logProb(newRows)[0]);
 * }</pre>
 */
public final class AnomalyThreshold {

  /** Ascending. */
  private final double[] logProb;

  private final double falseAlarmRate;
  private final double limit;

  private AnomalyThreshold(double[] logProb, double falseAlarmRate, double limit) {
    this.logProb = logProb;
    this.falseAlarmRate = falseAlarmRate;
    this.limit = limit;
  }

  /**
   * A threshold.
   *
   * @param heldOut log p of normal rows that took no part in training, in nats; copied
   * @param falseAlarmRate the share of normal rows that may be taken for anomalies, above 0 and
   *     below 1; with m rows at least 1 / (m + 1), because no fewer false alarms can be promised
   * @return the threshold
   * @throws IllegalArgumentException if there is no row, a log-probability is NaN, or the rate is
   *     out of range or cannot be promised with so few rows
   */
  public static AnomalyThreshold of(double[] heldOut, double falseAlarmRate) {
    checkArgument(heldOut.length > 0, "a threshold needs at least 1 held-out row, but had 0");
    checkArgument(
        falseAlarmRate > 0 && falseAlarmRate < 1,
        "falseAlarmRate must be above 0 and below 1, but was %s",
        falseAlarmRate);
    for (int i = 0; i < heldOut.length; i++) {
      checkLogProb(heldOut[i], " of held-out row " + i);
    }
    int m = heldOut.length;
    // As many as may lie beyond the threshold; the margin is for rates such as 0.05, which double
    // cannot hold.
    int beyond = Math.min(m, (int) Math.floor((m + 1) * falseAlarmRate * (1 + 1e-12)));
    checkArgument(
        beyond >= 1,
        "falseAlarmRate must be at least 1 / (m + 1) = %s with m = %s held-out rows, but was %s; hold out"
            + " more rows, or allow more false alarms",
        1.0 / (m + 1),
        m,
        falseAlarmRate);
    double[] ascending = heldOut.clone();
    Arrays.sort(ascending);
    return new AnomalyThreshold(ascending, falseAlarmRate, ascending[beyond - 1]);
  }

  /**
   * The log-probability below which rows are anomalies.
   *
   * @return in nats; −∞ if so many held-out rows had no density that none can be told from them
   */
  public double limit() {
    return limit;
  }

  /**
   * The rate of false alarms that was asked for.
   *
   * @return above 0 and below 1
   */
  public double falseAlarmRate() {
    return falseAlarmRate;
  }

  /**
   * Whether a row is stranger than all but a share of normal rows.
   *
   * @param logProbOfRow log p of the row, in nats; −∞ is the strangest
   * @return true if it lies below {@link #limit()}
   * @throws IllegalArgumentException if it is NaN
   */
  public boolean isAnomaly(double logProbOfRow) {
    checkLogProb(logProbOfRow, "");
    return logProbOfRow < limit;
  }

  /**
   * The share of rows, the new one among the normal ones, that are at least as strange: for a
   * normal row at most p with a probability of at most p.
   *
   * @param logProbOfRow log p of the row, in nats
   * @return 1 / (m + 1) to 1
   * @throws IllegalArgumentException if it is NaN
   */
  public double pValue(double logProbOfRow) {
    checkLogProb(logProbOfRow, "");
    return (1.0 + countUpTo(logProbOfRow)) / (logProb.length + 1);
  }

  /** How many held-out rows are at least as strange, by bisection: there may be many of both. */
  private int countUpTo(double value) {
    int within = 0;
    int beyond = logProb.length;
    while (within < beyond) {
      int middle = (within + beyond) >>> 1;
      if (logProb[middle] <= value) {
        within = middle + 1;
      } else {
        beyond = middle;
      }
    }
    return within;
  }

  private static void checkLogProb(double value, String where) {
    checkArgument(
        !Double.isNaN(value),
        "log-probabilities must be numbers, but that%s is NaN; take them from logProb(...)",
        where);
  }

  @Override
  public String toString() {
    return "AnomalyThreshold[log p < " + limit + ", false alarms <= " + falseAlarmRate + "]";
  }
}
