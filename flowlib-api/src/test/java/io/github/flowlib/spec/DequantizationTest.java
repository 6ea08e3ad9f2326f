package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DequantizationTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 16, 256})
  void levelsMayBe(int levels) {
    assertThat(new Dequantization.Uniform(levels)).hasToString("Uniform[levels=" + levels + "]");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 257})
  void levelsMustNotBe(int levels) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dequantization.Uniform(levels))
        .withMessage("levels must be 2 to 256, but was " + levels);
  }
}
