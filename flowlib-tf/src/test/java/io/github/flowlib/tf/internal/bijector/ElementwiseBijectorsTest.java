package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.bijector.TransformExamples.Example;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the check of training data for overflow relies on: extremes of columns stay extremes. */
class ElementwiseBijectorsTest {

  private static final int ROWS = 6;

  private static BijectorHarness harness(Example example) {
    return new BijectorHarness(
        example.transform(), example.shape(), Context.none(), 1, UnaryOperator.identity());
  }

  private static boolean isElementwise(Example example) {
    try (BijectorHarness harness = harness(example)) {
      return harness.isElementwise();
    }
  }

  static Stream<Example> elementwise() {
    return TransformExamples.ALL.stream()
        .filter(example -> example.transform().network().isEmpty())
        .filter(ElementwiseBijectorsTest::isElementwise);
  }

  @Test
  void statisticsAndFixedMapsAreElementwise() {
    assertThat(elementwise().map(example -> example.transform().getClass().getSimpleName()))
        .contains(
            "ActNorm",
            "BatchNorm",
            "DiagonalScaling",
            "FixedAffine",
            "LeakyRelu",
            "Logit",
            "MarginalSpline",
            "Marginals",
            "Softplus",
            "Standardization");
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void columnsStayColumnsInTheirOrder(Example example) {
    float[][] low = example.rows(ROWS, 1);
    float[][] high = example.rows(ROWS, 2);
    try (BijectorHarness harness = harness(example)) {
      for (int i = 0; i < ROWS; i++) {
        int dimension = low[i].length;
        for (int j = 0; j < dimension; j++) {
          float[] other = low[i].clone();
          other[j] = high[i][j];
          float[][] z = harness.forward(new float[][] {low[i], other}, new Condition.None()).z();
          assertThat(Math.signum(z[1][j] - z[0][j]))
              .as("row %s, column %s", i, j)
              .isEqualTo(Math.signum(other[j] - low[i][j]));
          z[1][j] = z[0][j];
          // Not the same bits: kernels take some values four at once and some alone.
          assertThat(z[1])
              .as("row %s, but for column %s", i, j)
              .containsExactly(z[0], within(1e-5f));
        }
      }
    }
  }
}
