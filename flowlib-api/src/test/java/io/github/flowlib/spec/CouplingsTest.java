package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Additive and affine couplings. */
class CouplingsTest {

  private static final Mask CHECKERBOARD = Mask.of(Mask.Kind.CHECKERBOARD);
  private static final Conditioner NET = new Conditioner.Mlp(ImmutableList.of(8), Activation.TANH);

  @Test
  void couplingsKeepTheShape() {
    EventShape image = EventShape.image(3, 3, 2);

    assertThat(new AdditiveCoupling(CHECKERBOARD, NET).output(image)).isEqualTo(image);
    assertThat(new AffineCoupling(CHECKERBOARD, NET, 2).output(image)).isEqualTo(image);
  }

  @Test
  void couplingsTakeEverything() {
    assertThat(new AdditiveCoupling(CHECKERBOARD, NET).domain()).isEqualTo(Interval.all());
    assertThat(new AffineCoupling(CHECKERBOARD, NET, 2).domain()).isEqualTo(Interval.all());
  }

  @Test
  void couplingsRefuseShapesTheirMaskCannotSplit() {
    String message =
        "a checkerboard mask needs an image [h, w, c], but the event is [4]; use image(h, w), or an"
            + " alternating mask";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdditiveCoupling(CHECKERBOARD, NET).output(EventShape.vector(4)))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AffineCoupling(CHECKERBOARD, NET, 2).output(EventShape.vector(4)))
        .withMessage(message);
  }

  @Test
  void additiveCouplingHasOneParameter() {
    assertThat(new AdditiveCoupling(CHECKERBOARD, ConditionerTest.separate(1)).conditioner())
        .isEqualTo(ConditionerTest.separate(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdditiveCoupling(CHECKERBOARD, ConditionerTest.separate(2)))
        .withMessage(
            "separate conditioners must be 1 (one for all, or one per parameter of the transform), but were 2");
  }

  @Test
  void affineCouplingHasTwoParameters() {
    assertThat(new AffineCoupling(CHECKERBOARD, ConditionerTest.separate(2), 1).conditioner())
        .isEqualTo(ConditionerTest.separate(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AffineCoupling(CHECKERBOARD, ConditionerTest.separate(3), 1))
        .withMessage(
            "separate conditioners must be 1 or 2 (one for all, or one per parameter of the transform), but were 3");
  }

  @Test
  void splineCouplingHasThreeParametersPerBinButOne() {
    Spline spline = new Spline(4, 3);
    assertThat(spline.parameterCount()).isEqualTo(11);
    assertThat(new SplineCoupling(CHECKERBOARD, ConditionerTest.separate(11), spline).conditioner())
        .isEqualTo(ConditionerTest.separate(11));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SplineCoupling(CHECKERBOARD, ConditionerTest.separate(8), spline))
        .withMessage(
            "separate conditioners must be 1 or 11 (one for all, or one per parameter of the transform), but were 8");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 65})
  void binsMustNotBe(int bins) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spline(bins, 3))
        .withMessage("bins must be 2 to 64, but were " + bins);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -3, 0.05, 20.1, Double.NaN, Double.POSITIVE_INFINITY})
  void theBoundOfASplineMustNotBe(double bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spline(8, bound))
        .withMessage(
            "the bound of a spline must be 0.1 to 20, but was "
                + bound
                + "; standardise the values instead");
  }

  @Test
  void newSplinesHaveLimits() {
    assertThat(new Spline(8, 3).limits()).contains(new Spline.Limits(1.5, 2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 20.1, Double.NaN, Double.POSITIVE_INFINITY})
  void theLimitsOfASplineMustNotBe(double limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spline.Limits(limit, 2))
        .withMessage("the size limit of a spline must be 0.001 to 20, but was " + limit);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spline.Limits(1.5, limit))
        .withMessage("the slope limit of a spline must be 0.001 to 20, but was " + limit);
  }

  @Test
  void theLimitsOfASplineMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Spline(8, 3, null))
        .withMessage("limits of a spline must not be null");
  }

  @Test
  void autoregressiveTransformsTakeAnyEvent() {
    Autoregressive transform =
        new Autoregressive(
            new Affine(2),
            new Conditioner.Mlp(ImmutableList.of(4), Activation.RELU),
            false,
            Autoregressive.Fast.DENSITY);
    assertThat(transform.output(EventShape.image(1, 2, 1))).isEqualTo(EventShape.image(1, 2, 1));
    assertThat(transform.output(EventShape.vector(1))).isEqualTo(EventShape.vector(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 2, 20})
  void logScaleBoundMayBe(double bound) {
    assertThat(new AffineCoupling(CHECKERBOARD, NET, bound).logScaleBound()).isEqualTo(bound);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -2, 20.000001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void logScaleBoundMustNotBe(double bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AffineCoupling(CHECKERBOARD, NET, bound))
        .withMessage("logScaleBound must be 0.001 to 20, but was " + bound);
  }

  @Test
  void partsMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> new AdditiveCoupling(null, NET))
        .withMessage("mask must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new AdditiveCoupling(CHECKERBOARD, null))
        .withMessage("conditioner must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new AffineCoupling(null, NET, 2))
        .withMessage("mask must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new AffineCoupling(CHECKERBOARD, null, 2))
        .withMessage("conditioner must not be null");
  }

  @Test
  void couplingsPrintTheirNumbers() {
    assertThat(new AffineCoupling(CHECKERBOARD.flip(), NET, 0.25))
        .hasToString(
            "AffineCoupling[mask=Mask[kind=CHECKERBOARD, flipped=true],"
                + " conditioner=Mlp[hidden=[8], activation=TANH, dropout=OptionalDouble.empty], logScaleBound=0.25]");
    assertThat(new AdditiveCoupling(CHECKERBOARD, NET))
        .hasToString(
            "AdditiveCoupling[mask=Mask[kind=CHECKERBOARD, flipped=false],"
                + " conditioner=Mlp[hidden=[8], activation=TANH, dropout=OptionalDouble.empty]]");
  }
}
