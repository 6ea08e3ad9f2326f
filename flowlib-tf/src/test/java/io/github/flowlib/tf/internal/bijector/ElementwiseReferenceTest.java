package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.LeakyRelu;
import io.github.flowlib.spec.Softplus;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softplus, leaky rectifier and fixed affine maps against their formulas in double. */
class ElementwiseReferenceTest {

  private static final Condition NONE = new Condition.None();

  private static BijectorHarness harness(Transform transform, int d) {
    return new BijectorHarness(
        transform, EventShape.vector(d), Context.none(), 1, UnaryOperator.identity());
  }

  /** Every value in a row of its own, so that each has a log-slope. */
  private static void check(
      Transform transform, float[] values, DoubleUnaryOperator map, DoubleUnaryOperator logSlope) {
    float[][] rows = new float[values.length][1];
    for (int i = 0; i < values.length; i++) {
      rows[i][0] = values[i];
    }
    try (BijectorHarness harness = harness(transform, 1)) {
      BijectorHarness.Forward found = harness.forward(rows, NONE);
      float[][] back = harness.inverse(found.z(), NONE);
      for (int i = 0; i < values.length; i++) {
        double z = map.applyAsDouble(values[i]);
        double slope = logSlope.applyAsDouble(values[i]);
        assertThat((double) found.z()[i][0])
            .as("z of %s", values[i])
            .isCloseTo(z, within(1e-6 * (1 + Math.abs(z))));
        assertThat(found.logDet()[i])
            .as("log-slope at %s", values[i])
            .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
        // z has a relative error of float32; the inverse divides it by the slope.
        double error = 1e-6 * (1 + Math.abs(z)) / Math.exp(slope);
        assertThat((double) back[i][0])
            .as("back from %s", values[i])
            .isCloseTo(values[i], within(error + 1e-6 * Math.abs(values[i])));
      }
    }
  }

  /** Where exp(x) overflows, and where exp(x) − 1 has no digits left. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.25, 5000})
  void softplusIsStableFromTinyToLarge(double scale) {
    float[] values = {1e-30f, 1e-10f, 1e-5f, 0.01f, 0.3f, 0.7f, 1, 3, 17, 90, 1000, 1e8f, 1e30f};
    check(
        new Softplus(scale),
        values,
        x -> x / scale + Math.log(-Math.expm1(-x / scale)),
        x -> -Math.log(scale) - Math.log(-Math.expm1(-x / scale)));
  }

  /** The reference itself, where the formula as it is written can be computed. */
  @Test
  void theStableFormIsTheFormula() {
    for (double x = 0.05; x < 30; x *= 1.3) {
      assertThat(x + Math.log(-Math.expm1(-x))).isCloseTo(Math.log(Math.exp(x) - 1), within(1e-12));
    }
  }

  @Test
  void softplusGivesPositiveDataForAnyNoise() {
    try (BijectorHarness harness = harness(new Softplus(2), 3)) {
      float[][] x = harness.inverse(new float[][] {{-1e30f, -200, 1e30f}}, NONE);
      assertThat(x[0]).containsExactly(Float.MIN_NORMAL, Float.MIN_NORMAL, 2e30f);
      float[][] z = harness.forward(x, NONE).z();
      assertThat(z[0][0]).isFinite();
    }
  }

  @Test
  void softplusRefusesWhatIsNotPositive() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(2),
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(new Softplus(1)),
            Base.normal());
    try (FlowModel flow = Models.create(spec)) {
      assertThat(flow.distribution().logProb(new float[][] {{1, Float.MIN_VALUE}})[0]).isFinite();
      for (float value : new float[] {0, -0f, -3}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> flow.distribution().logProb(new float[][] {{1, value}}))
            .withMessage(
                "values must be above 0.0, but row 0, column 1 is " + value + "; rescale the data");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.1, 0.5, 1})
  void leakyReluBendsAtZero(double slope) {
    check(
        new LeakyRelu(slope),
        new float[] {-1e20f, -3, -0.5f, -1e-20f, 0, 1e-20f, 0.5f, 3, 1e20f},
        x -> x < 0 ? slope * x : x,
        x -> x < 0 ? Math.log(slope) : 0);
  }

  @Test
  void fixedNumbersShiftAndScale() {
    check(
        FixedAffine.of(-3, 0.25),
        new float[] {-1e6f, -3, -2.9f, 0, 7, 1e6f},
        x -> (x + 3) / 0.25,
        x -> Math.log(4));
  }

  /** Each column has its own; a column far from 0 keeps its digits. */
  @Test
  void everyColumnHasItsNumbers() {
    double[] shift = {2020, -1, 0.5};
    double[] scale = {4, 0.125, 1e-3};
    float[][] rows = {{2021.25f, -1.5f, 0.501f}, {1999, 0, 0.25f}};
    try (BijectorHarness harness = harness(FixedAffine.of(shift, scale), 3)) {
      BijectorHarness.Forward found = harness.forward(rows, NONE);
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          double z = (rows[i][j] - shift[j]) / scale[j];
          assertThat((double) found.z()[i][j]).isCloseTo(z, within(1e-6 * (1 + Math.abs(z))));
        }
        assertThat(found.logDet()[i]).isCloseTo(-Math.log(4 * 0.125 * 1e-3), within(1e-7));
      }
    }
  }
}
