package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextSpecTest {

  @Test
  void classesAreOneHotAndVectorsAsTheyAre() {
    assertThat(new ContextSpec.None().encodedWidth()).isZero();
    assertThat(new ContextSpec.Classes(10).encodedWidth()).isEqualTo(10);
    assertThat(new ContextSpec.Vector(1).encodedWidth()).isEqualTo(1);
    assertThat(new ContextSpec.ClassesAndVector(10, 3).encodedWidth()).isEqualTo(13);
  }

  @Test
  void everyContextTellsWhatARowBrings() {
    assertThat(new ContextSpec.None().classes()).isZero();
    assertThat(new ContextSpec.None().vectorWidth()).isZero();
    assertThat(new ContextSpec.Classes(10).vectorWidth()).isZero();
    assertThat(new ContextSpec.Vector(4).classes()).isZero();
    assertThat(new ContextSpec.Vector(4).vectorWidth()).isEqualTo(4);
    assertThat(new ContextSpec.ClassesAndVector(10, 3).classes()).isEqualTo(10);
    assertThat(new ContextSpec.ClassesAndVector(10, 3).vectorWidth()).isEqualTo(3);
  }

  @Test
  void bothAreCheckedAsEachAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSpec.ClassesAndVector(1, 2))
        .withMessage("classes must be at least 2, but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSpec.ClassesAndVector(2, 0))
        .withMessage("context width must be at least 1, but was 0");
  }

  @Test
  void anEmbeddingHasSomethingToEmbedAndAWidth() {
    ContextSpec classes = new ContextSpec.Classes(10);
    ConditionerSpec.Mlp linear = new ConditionerSpec.Mlp(ImmutableList.of(), Activation.RELU);
    ContextSpec embedded = new ContextSpec.Embedded(classes, linear, 4);
    assertThat(embedded.encodedWidth()).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSpec.Embedded(classes, linear, 0))
        .withMessage("the width of an embedding must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSpec.Embedded(new ContextSpec.None(), linear, 4))
        .withMessage(
            "an embedding must be one of classes, a vector or both, but was one of None[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSpec.Embedded(embedded, linear, 4))
        .withMessageStartingWith("an embedding must be one of classes, a vector or both, but was");
    assertThatNullPointerException()
        .isThrownBy(() -> new ContextSpec.Embedded(null, linear, 4))
        .withMessage("context must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new ContextSpec.Embedded(classes, null, 4))
        .withMessage("network must not be null");
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
