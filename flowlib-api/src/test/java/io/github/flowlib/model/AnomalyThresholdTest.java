package io.github.flowlib.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnomalyThresholdTest {

  private static double[] logProb(int rows, SplittableRandom random) {
    return IntStream.range(0, rows)
        .mapToDouble(i -> -0.5 * Math.pow(random.nextGaussian(), 2))
        .toArray();
  }

  /**
   * 99 % of a binomial distribution: what 200 repetitions give, each with held-out rows of its own
   * and one new row, if the promise is kept and nothing is given away.
   */
  @ParameterizedTest
  @CsvSource({"50, 2", "200, 10", "1000, 50"})
  void falseAlarmsAreAsManyAsWereAskedFor(int heldOut, int beyond) {
    int repetitions = 200;
    int alarms = 0;
    for (int i = 0; i < repetitions; i++) {
      SplittableRandom random = new SplittableRandom(1_000L * heldOut + i);
      AnomalyThreshold threshold = AnomalyThreshold.of(logProb(heldOut, random), 0.05);
      alarms += threshold.isAnomaly(logProb(1, random)[0]) ? 1 : 0;
    }
    double rate = (double) beyond / (heldOut + 1); // the largest rank that keeps the promise
    assertThat(rate).isLessThanOrEqualTo(0.05).isGreaterThan(0.05 - 1.0 / (heldOut + 1));
    assertThat(alarms)
        .isBetween(quantile(repetitions, rate, 0.005), quantile(repetitions, rate, 0.995));
  }

  /** The margin for rates that double cannot hold must not reach beyond the last row. */
  @Test
  void theLargestRateTakesTheLargestRow() {
    double[] heldOut = {-3, -1, -2};
    assertThat(AnomalyThreshold.of(heldOut, Math.nextDown(1.0)).limit()).isEqualTo(-1);
  }

  /** The smallest number of successes whose distribution function reaches q. */
  private static int quantile(int n, double p, double q) {
    double mass = Math.pow(1 - p, n);
    double sum = mass;
    int k = 0;
    while (sum < q) {
      mass *= (double) (n - k) / (k + 1) * p / (1 - p);
      sum += mass;
      k++;
    }
    return k;
  }

  /**
   * ⌈20 · 0.9⌉ = 18 of 19 scores: the two least log-probabilities are beyond, and 2 / 20 = 10 %.
   */
  @Test
  void theRankIsThatOfSplitConformalPrediction() {
    double[] nineteen = DoubleStream.iterate(-1, v -> v - 1).limit(19).toArray();
    AnomalyThreshold threshold = AnomalyThreshold.of(nineteen, 0.1);
    assertThat(threshold.limit()).isEqualTo(-18);
    assertThat(threshold.falseAlarmRate()).isEqualTo(0.1);
    assertThat(threshold.isAnomaly(-18)).isFalse();
    assertThat(threshold.isAnomaly(-18.5)).isTrue();
    assertThat(threshold.isAnomaly(Double.NEGATIVE_INFINITY)).isTrue();
    assertThat(threshold).hasToString("AnomalyThreshold[log p < -18.0, false alarms <= 0.1]");
  }

  @Test
  void pValuesCountTheRowsThatAreAtLeastAsStrange() {
    AnomalyThreshold threshold = AnomalyThreshold.of(new double[] {-3, -1, -2}, 0.5);
    assertThat(threshold.pValue(Double.NEGATIVE_INFINITY)).isCloseTo(1.0 / 4, within(1e-15));
    assertThat(threshold.pValue(-3)).isCloseTo(2.0 / 4, within(1e-15));
    assertThat(threshold.pValue(-1.5)).isCloseTo(3.0 / 4, within(1e-15));
    assertThat(threshold.pValue(0)).isEqualTo(1);
  }

  /** Equal log-probabilities as well, of which rows of whole numbers have many. */
  @Test
  void pValuesAreThoseOfCounting() {
    SplittableRandom random = new SplittableRandom(3);
    for (int m : new int[] {1, 2, 7, 100}) {
      double[] held = random.doubles(m).map(u -> Math.floor(5 * u)).toArray();
      AnomalyThreshold threshold = AnomalyThreshold.of(held, 0.6);
      for (double value = -1; value <= 5.5; value += 0.5) {
        double limit = value;
        long asStrange = Arrays.stream(held).filter(each -> each <= limit).count();
        assertThat(threshold.pValue(value)).isEqualTo((1.0 + asStrange) / (m + 1));
      }
    }
  }

  /** To count through all held-out rows for each would take minutes. */
  @Test
  @Timeout(10)
  void manyPValuesOfManyHeldOutRowsTakeAMoment() {
    double[] held = new double[500_000];
    AnomalyThreshold threshold = AnomalyThreshold.of(held, 0.01);
    assertThat(IntStream.range(0, 500_000).mapToDouble(threshold::pValue).min()).hasValue(1);
  }

  /** An alarm and a p-value of at most the rate are the same. */
  @Test
  void alarmsAreSmallPValues() {
    double[] held = logProb(99, new SplittableRandom(1));
    AnomalyThreshold threshold = AnomalyThreshold.of(held, 0.05);
    for (double value : logProb(1_000, new SplittableRandom(2))) {
      assertThat(threshold.isAnomaly(value)).isEqualTo(threshold.pValue(value) <= 0.05);
    }
  }

  @Test
  void laterChangesOfTheArrayDoNotMatter() {
    double[] held = {-1, -2, -3};
    AnomalyThreshold threshold = AnomalyThreshold.of(held, 0.5);
    Arrays.fill(held, -100);
    assertThat(threshold.limit()).isEqualTo(-2);
  }

  @Test
  void whatCannotBePromisedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnomalyThreshold.of(new double[49], 0.01))
        .withMessage(
            "falseAlarmRate must be at least 1 / (m + 1) = 0.02 with m = 49 held-out rows, but was 0.01;"
                + " hold out more rows, or allow more false alarms");
    assertThat(AnomalyThreshold.of(new double[49], 0.02).limit()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnomalyThreshold.of(new double[0], 0.5))
        .withMessage("a threshold needs at least 1 held-out row, but had 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1, 2, Double.NaN})
  void badRatesAreRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnomalyThreshold.of(new double[9], rate))
        .withMessage("falseAlarmRate must be above 0 and below 1, but was " + rate);
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnomalyThreshold.of(new double[] {0, Double.NaN}, 0.5))
        .withMessage(
            "log-probabilities must be numbers, but that of held-out row 1 is NaN; take them from"
                + " logProb(...)");
    AnomalyThreshold threshold = AnomalyThreshold.of(new double[] {0, 1}, 0.5);
    String message =
        "log-probabilities must be numbers, but that is NaN; take them from logProb(...)";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> threshold.isAnomaly(Double.NaN))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> threshold.pValue(Double.NaN))
        .withMessage(message);
  }
}
