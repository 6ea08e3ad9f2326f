package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextTest {

  @Test
  void classesAreOneHotAndVectorsAsTheyAre() {
    assertThat(Context.none().encodedWidth()).isZero();
    assertThat(Context.classes(10).encodedWidth()).isEqualTo(10);
    assertThat(Context.vector(1).encodedWidth()).isEqualTo(1);
    assertThat(Context.classesAndVector(10, 3).encodedWidth()).isEqualTo(13);
  }

  @Test
  void numbersAreStandardizedUnlessTheyAreRaw() {
    assertThat(Context.none().standardized()).isFalse();
    assertThat(Context.classes(10).standardized()).isFalse();
    assertThat(Context.vector(2).standardized()).isTrue();
    assertThat(Context.vector(2).raw()).isEqualTo(new Context.Vector(2, false));
    assertThat(Context.classesAndVector(3, 2).standardized()).isTrue();
    assertThat(Context.classesAndVector(3, 2).raw())
        .isEqualTo(new Context.ClassesAndVector(3, 2, false));
    Conditioner.Mlp linear = new Conditioner.Mlp(ImmutableList.of(), Activation.RELU);
    assertThat(Context.embedded(Context.vector(2), linear, 4).standardized()).isTrue();
    assertThat(Context.embedded(Context.vector(2).raw(), linear, 4).standardized()).isFalse();
  }

  @Test
  void everyContextTellsWhatARowBrings() {
    assertThat(Context.none().classes()).isZero();
    assertThat(Context.none().vectorWidth()).isZero();
    assertThat(Context.classes(10).vectorWidth()).isZero();
    assertThat(Context.vector(4).classes()).isZero();
    assertThat(Context.vector(4).vectorWidth()).isEqualTo(4);
    assertThat(Context.classesAndVector(10, 3).classes()).isEqualTo(10);
    assertThat(Context.classesAndVector(10, 3).vectorWidth()).isEqualTo(3);
  }

  @Test
  void bothAreCheckedAsEachAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Context.classesAndVector(1, 2))
        .withMessage("classes must be at least 2, but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Context.classesAndVector(2, 0))
        .withMessage("context width must be at least 1, but was 0");
  }

  @Test
  void anEmbeddingHasSomethingToEmbedAndAWidth() {
    Context classes = Context.classes(10);
    Conditioner.Mlp linear = new Conditioner.Mlp(ImmutableList.of(), Activation.RELU);
    Context embedded = Context.embedded(classes, linear, 4);
    assertThat(embedded.encodedWidth()).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Context.embedded(classes, linear, 0))
        .withMessage("the width of an embedding must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Context.embedded(Context.none(), linear, 4))
        .withMessage(
            "an embedding must be one of classes, a vector or both, but was one of None[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Context.embedded(embedded, linear, 4))
        .withMessageStartingWith("an embedding must be one of classes, a vector or both, but was");
    assertThatNullPointerException()
        .isThrownBy(() -> Context.embedded(null, linear, 4))
        .withMessage("context must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Context.embedded(classes, null, 4))
        .withMessage("network must not be null");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -10})
  void classesAreAtLeastTwo(int classes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Context.classes(classes))
        .withMessage("classes must be at least 2, but was " + classes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void vectorsHaveNumbers(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Context.vector(width))
        .withMessage("context width must be at least 1, but was " + width);
  }
}
