package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextSpecTest {

  @Test
  void classesAreOneHotAndVectorsAsTheyAre() {
    assertThat(new ContextSpec.None().encodedWidth()).isZero();
    assertThat(new ContextSpec.Classes(10).encodedWidth()).isEqualTo(10);
    assertThat(new ContextSpec.Vector(1).encodedWidth()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -10})
  void classesAreAtLeastTwo(int classes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSpec.Classes(classes))
        .withMessage("classes must be at least 2, but was " + classes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void vectorsHaveNumbers(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSpec.Vector(width))
        .withMessage("context width must be at least 1, but was " + width);
  }
}
