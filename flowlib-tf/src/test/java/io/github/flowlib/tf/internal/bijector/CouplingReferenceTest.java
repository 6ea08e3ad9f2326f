package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Couplings with fixed weights against the formulas of the papers, computed in double by plain
 * Java: noise → data, x_A = z_A, x_B = z_B ⊙ exp(α) + m, with the label's one-hot vector at the end
 * of the network's input.
 */
class CouplingReferenceTest {

  private static final int D = 5;
  private static final int KEPT = 3;
  private static final int CLASSES = 3;
  private static final double BOUND = 1.5;

  @ParameterizedTest
  @EnumSource(Activation.class)
  void affineAndAdditiveCouplingsFollowTheFormulas(Activation activation) {
    Conditioner net = new Conditioner.Mlp(ImmutableList.of(7, 6), activation);
    Mask half = Mask.of(Mask.Kind.HALF);
    check(new AffineCoupling(half, net, BOUND), activation, true);
    check(new AdditiveCoupling(half, net), activation, false);
  }

  private static void check(Transform spec, Activation activation, boolean affine) {
    float[][] z = {{0.3f, -1.2f, 0.8f, 2.1f, -0.4f}, {-0.7f, 0.1f, 1.9f, -2.2f, 0.6f}};
    int[] labels = {2, 0};
    try (BijectorHarness harness =
        new BijectorHarness(
            spec, EventShape.vector(D), Context.classes(CLASSES), 11, UnaryOperator.identity())) {
      float[][] x = harness.inverse(z, new Condition.Labels(labels));
      double[] logDet = harness.forward(x, new Condition.Labels(labels)).logDet();
      for (int i = 0; i < z.length; i++) {
        double[] parameters = network(harness.weights(), activation, z[i], labels[i], affine);
        double sum = 0;
        for (int j = 0; j < D - KEPT; j++) {
          double alpha = affine ? BOUND * Math.tanh(parameters[j] / BOUND) : 0;
          double shift = parameters[affine ? D - KEPT + j : j];
          sum += alpha;
          assertThat((double) x[i][KEPT + j])
              .isCloseTo(z[i][KEPT + j] * Math.exp(alpha) + shift, within(1e-5));
        }
        assertThat(logDet[i]).isCloseTo(-sum, within(1e-5));
      }
    }
  }

  private static double[] network(
      Map<String, float[]> weights, Activation activation, float[] z, int label, boolean affine) {
    double[] input = new double[KEPT + CLASSES];
    for (int j = 0; j < KEPT; j++) {
      input[j] = z[j];
    }
    input[KEPT + label] = 1;
    double[] h = dense(weights, "hidden0", input, function(activation));
    h = dense(weights, "hidden1", h, function(activation));
    double[] parameters = dense(weights, "last", h, a -> a);
    assertThat(parameters).hasSize((affine ? 2 : 1) * (D - KEPT));
    return parameters;
  }

  private static double[] dense(
      Map<String, float[]> weights, String layer, double[] input, DoubleUnaryOperator f) {
    float[] w = weights.get(layer + "/weights");
    float[] b = weights.get(layer + "/bias");
    double[] output = new double[b.length];
    for (int j = 0; j < b.length; j++) {
      double sum = b[j];
      for (int k = 0; k < input.length; k++) {
        sum += input[k] * w[k * b.length + j];
      }
      output[j] = f.applyAsDouble(sum);
    }
    return output;
  }

  private static DoubleUnaryOperator function(Activation activation) {
    return switch (activation) {
      case RELU -> a -> Math.max(0, a);
      case TANH -> Math::tanh;
      case ELU -> a -> a >= 0 ? a : Math.expm1(a);
      case SILU -> a -> a / (1 + Math.exp(-a));
    };
  }
}
