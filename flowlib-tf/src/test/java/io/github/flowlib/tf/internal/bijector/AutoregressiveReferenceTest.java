package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.IAF;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Autoregressive.Fast;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@link AutoregressiveBijector} against a MADE written down in double by plain Java: every weight
 * is asked whether its two ends may know of each other.
 */
class AutoregressiveReferenceTest {

  private static final int CLASSES = 3;
  private static final double BOUND = 1.5;
  private static final int HIDDEN = 9;

  private static BijectorHarness harness(int d, boolean reversed, Fast fast) {
    Conditioner.Mlp net = new Conditioner.Mlp(ImmutableList.of(HIDDEN, HIDDEN), Activation.TANH);
    return new BijectorHarness(
        new Autoregressive(new Affine(BOUND), net, reversed, fast),
        EventShape.vector(d),
        Context.classes(CLASSES),
        11,
        UnaryOperator.identity());
  }

  private static float[][] rows(int count, int d) {
    SplittableRandom random = new SplittableRandom(d);
    float[][] rows = new float[count][d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  /** The position of a value in the order, from 1. */
  private static int degree(int value, int d, boolean reversed) {
    return reversed ? d - value : value + 1;
  }

  /** Log-scale and shift of every value. */
  private static double[][] made(
      Map<String, float[]> weights, double[] values, int label, boolean reversed) {
    int d = values.length;
    double[] input = Arrays.copyOf(values, d + CLASSES);
    input[d + label] = 1;
    int[] degrees = new int[d + CLASSES]; // of the context 0
    Arrays.setAll(degrees, i -> i < d ? degree(i, d, reversed) : 0);
    double[] h = input;
    for (int layer = 0; layer < 2; layer++) {
      float[] w = weights.get("hidden" + layer + "/weights");
      float[] b = weights.get("hidden" + layer + "/bias");
      double[] next = new double[HIDDEN];
      int[] nextDegrees = new int[HIDDEN];
      for (int j = 0; j < HIDDEN; j++) {
        nextDegrees[j] = j * d / HIDDEN;
        double sum = b[j];
        for (int i = 0; i < h.length; i++) {
          if (degrees[i] <= nextDegrees[j]) {
            sum += h[i] * w[i * HIDDEN + j];
          }
        }
        next[j] = Math.tanh(sum);
      }
      h = next;
      degrees = nextDegrees;
    }
    float[] w = weights.get("last/weights");
    float[] b = weights.get("last/bias");
    double[][] parameters = new double[2][d];
    for (int p = 0; p < 2; p++) {
      for (int i = 0; i < d; i++) {
        double sum = b[p * d + i];
        for (int j = 0; j < HIDDEN; j++) {
          if (degrees[j] < degree(i, d, reversed)) {
            sum += h[j] * w[j * 2 * d + p * d + i];
          }
        }
        parameters[p][i] = p == 0 ? BOUND * Math.tanh(sum / BOUND) : sum;
      }
    }
    return parameters;
  }

  /** 5 values are unrolled, 40 are a loop in the graph. */
  @ParameterizedTest
  @CsvSource({"5, false", "5, true", "40, false", "40, true"})
  void aMafFollowsTheFormulas(int d, boolean reversed) {
    float[][] x = rows(3, d);
    int[] labels = {2, 0, 1};
    try (BijectorHarness harness = harness(d, reversed, Fast.DENSITY)) {
      BijectorHarness.Forward forward = harness.forward(x, new Condition.Labels(labels));
      float[][] back = harness.inverse(forward.z(), new Condition.Labels(labels));
      for (int i = 0; i < x.length; i++) {
        double[][] parameters = made(harness.weights(), doubles(x[i]), labels[i], reversed);
        double logDet = 0;
        for (int j = 0; j < d; j++) {
          double z = (x[i][j] - parameters[1][j]) * Math.exp(-parameters[0][j]);
          assertThat((double) forward.z()[i][j])
              .as("row %s, value %s", i, j)
              .isCloseTo(z, within(1e-5 * (1 + Math.abs(z))));
          assertThat((double) back[i][j]).isCloseTo(x[i][j], within(1e-4));
          logDet -= parameters[0][j];
        }
        assertThat(forward.logDet()[i]).isCloseTo(logDet, within(1e-5 * d));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, false", "5, true", "40, false", "40, true"})
  void anIafFollowsTheFormulas(int d, boolean reversed) {
    float[][] z = rows(3, d);
    int[] labels = {2, 0, 1};
    try (BijectorHarness harness = harness(d, reversed, Fast.SAMPLING)) {
      float[][] x = harness.inverse(z, new Condition.Labels(labels));
      BijectorHarness.Forward forward = harness.forward(x, new Condition.Labels(labels));
      for (int i = 0; i < z.length; i++) {
        double[][] parameters = made(harness.weights(), doubles(z[i]), labels[i], reversed);
        double logDet = 0;
        for (int j = 0; j < d; j++) {
          double expected = z[i][j] * Math.exp(parameters[0][j]) + parameters[1][j];
          assertThat((double) x[i][j])
              .as("row %s, value %s", i, j)
              .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
          assertThat((double) forward.z()[i][j]).isCloseTo(z[i][j], within(1e-4));
          logDet -= parameters[0][j];
        }
        assertThat(forward.logDet()[i]).isCloseTo(logDet, within(1e-4 * d));
      }
    }
  }

  /** Changing a value changes what follows in the order, and nothing before it. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void noValueKnowsALaterOne(boolean reversed) {
    int d = 7;
    float[][] x = rows(1, d);
    try (BijectorHarness harness = harness(d, reversed, Fast.DENSITY)) {
      float[] z = harness.forward(x, new Condition.Labels(new int[] {0})).z()[0];
      for (int changed = 0; changed < d; changed++) {
        float[][] other = {x[0].clone()};
        other[0][changed] += 0.5f;
        float[] now = harness.forward(other, new Condition.Labels(new int[] {0})).z()[0];
        for (int j = 0; j < d; j++) {
          boolean mayChange = degree(j, d, reversed) >= degree(changed, d, reversed);
          assertThat(now[j] != z[j]).as("%s by %s", j, changed).isEqualTo(mayChange);
        }
      }
    }
  }

  @Test
  void trainingAnIafOfManyValuesIsRefused() {
    float[][] x = rows(20, Autoregressive.MAX_UNROLLED + 1);
    try (FlowModel flow =
        Models.create(IAF.builder().dimension(x[0].length).layers(1).hidden(8).build())) {
      assertThat(flow.distribution().logProb(x)).hasSize(20); // a density alone is slow, but there
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.fit(Dataset.of(x), Fixtures.quick(1).build()))
          .withMessage(
              "training by likelihood must have at most 32 values with fast = SAMPLING, whose density"
                  + " takes as many passes as there are values, but has 33; train a MAF");
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}
