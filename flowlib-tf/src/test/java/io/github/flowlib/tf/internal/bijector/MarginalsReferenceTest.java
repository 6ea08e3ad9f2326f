package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Marginal Gaussianization against Φ computed by an independent series in double. */
class MarginalsReferenceTest {

  private static final int LEVELS = 8;

  @Test
  void theNoiseHasTheProbabilityThatTheHistogramGives() {
    try (BijectorHarness harness =
        new BijectorHarness(
            new Marginals(LEVELS),
            EventShape.vector(2),
            Context.none(),
            5,
            UnaryOperator.identity())) {
      float[] mass = harness.weights().get("mass");
      float[][] x = new float[LEVELS * 4][2];
      for (int i = 0; i < x.length; i++) {
        x[i][0] = i / 4 + (i % 4 + 0.5f) / 4;
        x[i][1] = 7.99f - i / 4;
      }
      float[][] z = harness.forward(x, new Condition.None()).z();
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < 2; j++) {
          int level = (int) x[i][j];
          double q = mass[j * LEVELS + level] * (x[i][j] - level);
          for (int k = 0; k < level; k++) {
            q += mass[j * LEVELS + k];
          }
          assertThat(cdf(z[i][j])).as("x = %s", x[i][j]).isCloseTo(q, within(2e-6));
        }
      }
    }
  }

  /** Small masses are summed from their own end, so that float32 keeps their digits. */
  @Test
  void bothTailsArePrecise() {
    float[] rows = new float[10_000];
    rows[0] = 7; // one row of 10 000 at the top, none between
    try (GraphSession session = new GraphSession()) {
      MarginalsBijector bijector =
          new MarginalsBijector(
              new Marginals(LEVELS), EventShape.vector(1), session.variables().scope("m"));
      Bijector.Fit fit = bijector.startFit();
      fit.add(rows);
      Map<String, float[]> statistics = fit.finish();
      double total = 10_000 + 0.1 * LEVELS;
      assertThat((double) statistics.get("m/mass")[7]).isCloseTo(1.1 / total, within(1e-11));
      assertThat((double) statistics.get("m/above")[6]).isCloseTo(1.1 / total, within(1e-11));
      assertThat((double) statistics.get("m/above")[0]).isCloseTo(1.7 / total, within(1e-11));
      assertThat((double) statistics.get("m/below")[1]).isCloseTo(9999.1 / total, within(1e-7));
      assertThat(statistics.get("m/above")[7]).isZero();
      assertThat(statistics.get("m/below")[0]).isZero();
    }
  }

  /** Φ by its Taylor series, which converges everywhere. */
  static double cdf(double z) {
    double term = z;
    double sum = z;
    for (int k = 1; k < 200; k++) {
      term *= -z * z / (2 * k);
      sum += term / (2 * k + 1);
    }
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  }
}
