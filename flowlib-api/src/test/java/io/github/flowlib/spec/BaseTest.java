package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.RealNVP;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseTest {

  @Test
  void factoriesNameWhatTheyMake() {
    assertThat(Base.normal()).isEqualTo(Base.normal()).isEqualTo(new Base.Normal());
    assertThat(Base.logistic()).isEqualTo(Base.logistic()).isEqualTo(new Base.Logistic());
    assertThat(Base.diagonalNormal()).isEqualTo(new Base.DiagonalNormal(false));
    assertThat(Base.conditionalNormal()).isEqualTo(new Base.DiagonalNormal(true));
    assertThat(Base.mixtureOfNormals(3)).isEqualTo(new Base.MixtureOfNormals(3, false, 1));
    assertThat(Base.conditionalMixture(3).withSpread(0.5))
        .isEqualTo(new Base.MixtureOfNormals(3, true, 0.5));
    assertThat(Base.studentT(4)).isEqualTo(new Base.StudentT(4));
  }

  @Test
  void thoseWithoutParametersAreNotConditional() {
    assertThat(ImmutableList.of(Base.normal(), Base.logistic(), Base.studentT(1)))
        .noneMatch(Base::conditional);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void mixtureNeedsComponent(int components) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Base.mixtureOfNormals(components))
        .withMessage("components of a mixture must be at least 1, but were " + components);
    assertThatIllegalArgumentException().isThrownBy(() -> Base.conditionalMixture(components));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-60, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
  void spreadMustBePositive(double spread) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Base.mixtureOfNormals(2).withSpread(spread))
        .withMessage(
            "spread of a mixture must be above 0 (equal components would stay equal) and at most 100, but was "
                + spread);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0, -1, 1.1e6, Double.NaN, Double.POSITIVE_INFINITY})
  void degreesOfFreedomHaveRange(double degrees) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Base.studentT(degrees))
        .withMessage(
            "degreesOfFreedom must be 1 to 1e6 (beyond, use Base.normal()), but was " + degrees);
  }

  @Test
  void conditionalBaseNeedsContext() {
    RealNVP.Builder builder = RealNVP.builder().dimension(2).base(Base.conditionalMixture(2));
    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage(
            "a base that is conditional needs a context, but the flow has none and its base is"
                + " MixtureOfNormals[components=2, conditional=true, spread=1.0]; call"
                + " conditional(classes) or context(width), or use a base that is not conditional");
    assertThat(builder.conditional(3).build().base()).isEqualTo(Base.conditionalMixture(2));
    assertThat(builder.context(3).build().base()).isEqualTo(Base.conditionalMixture(2));
    assertThat(RealNVP.builder().dimension(2).base(Base.diagonalNormal()).build().base())
        .isEqualTo(Base.diagonalNormal());
  }
}
