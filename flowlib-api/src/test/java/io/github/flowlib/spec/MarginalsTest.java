package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginalsTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 256})
  void levelsMayBe(int levels) {
    assertThat(new Marginals(levels)).hasToString("Marginals[levels=" + levels + "]");
    assertThat(new Marginals(levels).output(EventShape.vector(3))).isEqualTo(EventShape.vector(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 257})
  void levelsMustNotBe(int levels) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Marginals(levels))
        .withMessage("levels must be 2 to 256, but was " + levels);
  }

  @Test
  void comeFirstOnDataOfTheSameLevels() {
    Marginals marginals = new Marginals(256);
    assertThatCode(() -> marginals.checkPlace(0, Dequantization.uniform(256)))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> marginals.checkPlace(1, Dequantization.uniform(256)))
        .withMessage(
            "marginals must be the first transform of a flow on dequantized data with 256 levels,"
                + " but was number 1 with Uniform[levels=256]; use image(h, w)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> marginals.checkPlace(0, Dequantization.uniform(8)))
        .withMessage(
            "marginals must be the first transform of a flow on dequantized data with 256 levels,"
                + " but was number 0 with Uniform[levels=8]; use image(h, w)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> marginals.checkPlace(0, Dequantization.none()))
        .withMessage(
            "marginals must be the first transform of a flow on dequantized data with 256 levels,"
                + " but was number 0 with None[]; use image(h, w)");
  }
}
