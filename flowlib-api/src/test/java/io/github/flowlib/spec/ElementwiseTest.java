package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MarginalSpline, Softplus, LeakyRelu and FixedAffine. */
class ElementwiseTest {

  private static final EventShape IMAGE = EventShape.image(2, 3, 1);

  @Test
  void theyKeepTheShape() {
    assertThat(new MarginalSpline(4).output(IMAGE)).isEqualTo(IMAGE);
    assertThat(new Softplus(1).output(IMAGE)).isEqualTo(IMAGE);
    assertThat(new LeakyRelu(1).output(IMAGE)).isEqualTo(IMAGE);
    assertThat(FixedAffine.of(0, 1).output(IMAGE)).isEqualTo(IMAGE);
  }

  @Test
  void onlySplinesAreFitted() {
    assertThat(new MarginalSpline(256).fittedFromData()).isTrue();
    assertThat(new Softplus(1).fittedFromData()).isFalse();
    assertThat(new LeakyRelu(1e-6).fittedFromData()).isFalse();
    assertThat(FixedAffine.of(0, 1).fittedFromData()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 257})
  void knotsMustNotBe(int knots) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarginalSpline(knots))
        .withMessage("knots must be 4 to 256, but were " + knots);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-40, 1e39, Double.NaN, Double.POSITIVE_INFINITY})
  void scaleOfSoftplusMustNotBe(double scale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Softplus(scale))
        .withMessage(
            "the scale of softplus must be positive and finite in float32, but was " + scale);
  }

  @Test
  void softplusComesFirstAndTakesPositiveNumbers() {
    Softplus softplus = new Softplus(3);
    assertThat(softplus.domain()).isEqualTo(Interval.above(0));
    assertThatCode(
            () -> {
              softplus.checkPlace(0, Dequantization.none());
              softplus.checkPlace(0, Dequantization.uniform(8));
            })
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> softplus.checkPlace(2, Dequantization.none()))
        .withMessage(
            "softplus must be the first transform of a flow, but was number 2; its scale takes other"
                + " units");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 9.9e-7, 1.0001, -0.1, Double.NaN})
  void slopeMustNotBe(double slope) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeakyRelu(slope))
        .withMessage("slope must be at least 1e-6 and at most 1, but was " + slope);
  }

  @Test
  void fixedNumbersAreForAllValuesOrForEach() {
    FixedAffine each = FixedAffine.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    assertThat(each)
        .isEqualTo(
            new FixedAffine(ImmutableList.of(1.0, 2.0, 3.0), ImmutableList.of(4.0, 5.0, 6.0)))
        .hasToString("FixedAffine[shift=[1.0, 2.0, 3.0], scale=[4.0, 5.0, 6.0]]");
    assertThat(each.output(EventShape.vector(3))).isEqualTo(EventShape.vector(3));
    assertThat(
            new FixedAffine(ImmutableList.of(1.0), ImmutableList.of(4.0, 5.0, 6.0))
                .output(EventShape.vector(3)))
        .isEqualTo(EventShape.vector(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> each.output(IMAGE))
        .withMessage(
            "shift must have 1 number or one for each of the 6 values of an event [2, 3, 1], but has"
                + " 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FixedAffine.of(new double[] {0}, new double[] {1, 1}).output(IMAGE))
        .withMessage(
            "scale must have 1 number or one for each of the 6 values of an event [2, 3, 1], but has"
                + " 2");
  }

  @Test
  void fixedNumbersMustBeFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FixedAffine.of(new double[0], new double[] {1}))
        .withMessage("shift and scale must have 1 number or one for each value, but have 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FixedAffine.of(Double.NaN, 1))
        .withMessage("shift must be finite in float32, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FixedAffine.of(-1e39, 1))
        .withMessage("shift must be finite in float32, but was -1.0E39");
    for (double scale : new double[] {0, -2, 1e39, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FixedAffine.of(0, scale))
          .withMessage("scale must be positive and finite in float32, but was " + scale);
    }
    assertThatNullPointerException()
        .isThrownBy(() -> new FixedAffine(null, ImmutableList.of(1.0)))
        .withMessage("shift must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new FixedAffine(ImmutableList.of(1.0), null))
        .withMessage("scale must not be null");
  }
}
