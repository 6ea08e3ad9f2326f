package io.github.flowlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flowlib.train.Optimizer.Adam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {

  @Test
  void defaultsAreTheUsualOnes() {
    assertThat(Optimizer.adam()).isEqualTo(new Adam(0.9, 0.999, 1e-8, 0));
  }

  @Test
  void copiesReplaceWhatTheyName() {
    assertThat(new Adam(0.5, 0.6, 0.7, 0.8).withWeightDecay(0.1))
        .isEqualTo(new Adam(0.5, 0.6, 0.7, 0.1));
    assertThat(new Adam(0.5, 0.6, 0.7, 0.8).withBetas(0.1, 0.2).withEpsilon(0.3))
        .isEqualTo(new Adam(0.1, 0.2, 0.3, 0.8));
  }

  @Test
  void lowerEndsAreAllowed() {
    assertThat(new Adam(0, 0, Float.MIN_VALUE, 0))
        .hasToString("Adam[beta1=0.0, beta2=0.0, epsilon=1.401298464324817E-45, weightDecay=0.0]");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void betasAreBelowOne(double beta) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(beta, 0.999, 1e-8, 0))
        .withMessage("beta1 must be in [0, 1), but was " + beta);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, beta, 1e-8, 0))
        .withMessage("beta2 must be in [0, 1), but was " + beta);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-8, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void epsilonIsPositive(double epsilon) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, 0.999, epsilon, 0))
        .withMessage("epsilon must be above 0 and finite, but was " + epsilon);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-8, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void weightDecayIsNotNegative(double weightDecay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizer.adam().withWeightDecay(weightDecay))
        .withMessage("weightDecay must be at least 0 and finite, but was " + weightDecay);
  }
}
