package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventShapeTest {

  @Test
  void vectorHasOneSize() {
    EventShape shape = EventShape.vector(7);

    assertThat(shape.sizes()).containsExactly(7);
    assertThat(shape.dimension()).isEqualTo(7);
    assertThat(shape.isImage()).isFalse();
    assertThat(shape).hasToString("[7]");
  }

  @Test
  void imageHasHeightWidthAndChannels() {
    EventShape shape = EventShape.image(5, 4, 3);

    assertThat(shape.sizes()).containsExactly(5, 4, 3);
    assertThat(shape.dimension()).isEqualTo(60);
    assertThat(shape.isImage()).isTrue();
    assertThat(shape.size(0)).isEqualTo(5);
    assertThat(shape.size(1)).isEqualTo(4);
    assertThat(shape.size(2)).isEqualTo(3);
    assertThat(shape).hasToString("[5, 4, 3]");
  }

  @Test
  void vectorHasNoHeight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventShape.vector(7).size(0))
        .withMessage("a vector [7] has no height, width or channels; use an image shape");
  }

  @Test
  void equalSizesAreEqualShapes() {
    assertThat(new EventShape(ImmutableList.of(5, 4, 3)))
        .isEqualTo(EventShape.image(5, 4, 3))
        .hasSameHashCodeAs(EventShape.image(5, 4, 3))
        .isNotEqualTo(EventShape.image(4, 5, 3))
        .isNotEqualTo(EventShape.vector(60));
  }

  @Test
  void sizesAreCopied() {
    List<Integer> sizes = new ArrayList<>(List.of(7));
    EventShape shape = new EventShape(ImmutableList.copyOf(sizes));
    sizes.set(0, 8);

    assertThat(shape).isEqualTo(EventShape.vector(7));
  }

  @Test
  void thereAreOneOrThreeSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventShape(ImmutableList.of()))
        .withMessage("event shape must be [d] or [h, w, c], but was []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventShape(ImmutableList.of(28, 28)))
        .withMessage("event shape must be [d] or [h, w, c], but was [28, 28]");
    assertThatNullPointerException()
        .isThrownBy(() -> new EventShape(null))
        .withMessage("sizes must not be null");
  }

  @Test
  void everySizeIsPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventShape.vector(0))
        .withMessage("every size of an event shape must be at least 1, but was [0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventShape.image(-2, -2, 1))
        .withMessage("every size of an event shape must be at least 1, but was [-2, -2, 1]");
  }

  @Test
  void valuesCanBeCounted() {
    assertThat(new EventShape(ImmutableList.of(Integer.MAX_VALUE)).dimension())
        .isEqualTo(Integer.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventShape.image(1 << 30, 2, 1))
        .withMessage("an event must have fewer than 2^31 values, but was [1073741824, 2, 1]");
    assertThatIllegalArgumentException()
        .as("the product wraps around to a positive int")
        .isThrownBy(() -> EventShape.image(65537, 65537, 1))
        .withMessage("an event must have fewer than 2^31 values, but was [65537, 65537, 1]");
    assertThatIllegalArgumentException()
        .as("the product of all three wraps around to 0 even as a long")
        .isThrownBy(() -> EventShape.image(1 << 30, 1 << 30, 1 << 4))
        .withMessage(
            "an event must have fewer than 2^31 values, but was [1073741824, 1073741824, 16]");
  }
}
