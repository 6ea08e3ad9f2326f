package io.github.flowlib.samples.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StrokesTest {

  private static float[] image(int... ink) {
    float[] image = new float[784];
    for (int position : ink) {
      image[position] = 200;
    }
    return image;
  }

  @Test
  void inkIsWhatIsBright() {
    float[] image = image(0, 5, 783);
    image[100] = 100;

    assertThat(Strokes.ink(image)).isEqualTo(3 / 784.0, within(1e-12));
    assertThat(Strokes.ink(image())).isZero();
  }

  @Test
  void isolatedInkTouchesNoOtherNotEvenAtACorner() {
    assertThat(Strokes.isolated(image(0, 29))).isZero(); // a diagonal
    assertThat(Strokes.isolated(image(0, 2, 3))).isEqualTo(1 / 3.0, within(1e-12));
    // The end of a row and the beginning of the next are no neighbours.
    assertThat(Strokes.isolated(image(27, 28))).isEqualTo(1);
    assertThat(Strokes.isolated(image(783))).isEqualTo(1);
    assertThat(Strokes.isolated(image())).isZero();
  }

  @Test
  void sharedInkIsThatOfBothAmongThatOfOne() {
    assertThat(Strokes.shared(image(1, 2, 3), image(3, 4))).isEqualTo(0.25, within(1e-12));
    assertThat(Strokes.shared(image(7), image(7))).isEqualTo(1);
    assertThat(Strokes.shared(image(), image())).isZero();
  }
}
