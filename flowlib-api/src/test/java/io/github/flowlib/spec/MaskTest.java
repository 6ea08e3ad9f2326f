package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaskTest {

  /** Images are h x w x c; blanks stand between rows of pixels. */
  @ParameterizedTest(name = "{0} on {1} is {2}")
  @CsvSource({
    "HALF, 2, AB",
    "HALF, 4, AABB",
    "HALF, 5, AAABB",
    "HALF, 2x3x1, AAA BBB",
    "HALF, 3x3x1, AAA AAB BBB",
    "HALF, 1x1x3, AAB",
    "HALF, 2x2x3, AAAAAA BBBBBB",
    "ALTERNATING, 2, AB",
    "ALTERNATING, 4, ABAB",
    "ALTERNATING, 5, ABABA",
    "ALTERNATING, 2x2x1, AB AB",
    "ALTERNATING, 3x3x1, ABA BAB ABA",
    "ALTERNATING, 1x1x3, ABA",
    "ALTERNATING, 2x1x3, ABA BAB",
    "CHECKERBOARD, 2x2x1, AB BA",
    "CHECKERBOARD, 3x3x1, ABA BAB ABA",
    "CHECKERBOARD, 2x4x1, ABAB BABA",
    "CHECKERBOARD, 4x2x1, AB BA AB BA",
    "CHECKERBOARD, 1x3x1, ABA",
    "CHECKERBOARD, 3x1x1, A B A",
    "CHECKERBOARD, 2x3x2, AABBAA BBAABB",
    "CHECKERBOARD, 3x2x3, AAABBB BBBAAA AAABBB"
  })
  void splitsAsDrawn(Mask.Kind kind, String size, String drawn) {
    String expected = drawn.replace(" ", "");
    String complement = expected.replace('A', 'x').replace('B', 'A').replace('x', 'B');

    assertThat(draw(Mask.of(kind), shape(size))).isEqualTo(expected);
    assertThat(draw(Mask.of(kind).flip(), shape(size))).isEqualTo(complement);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSITIONS")
  void flippedMaskIsTheComplementOnAnyImage(Mask.Kind kind) {
    Random random = new Random(1);
    for (int trial = 0; trial < 100; trial++) {
      EventShape shape =
          EventShape.image(1 + random.nextInt(7), 2 + random.nextInt(6), 2 + random.nextInt(3));
      Mask mask = new Mask(kind, random.nextBoolean());

      assertThat(IntStream.range(0, shape.dimension()))
          .allMatch(i -> mask.keeps(shape, i) != mask.flip().keeps(shape, i));
      assertThat(draw(mask, shape)).as("%s on %s", mask, shape).contains("A").contains("B");
    }
  }

  @Test
  void checkerboardPartsNeighboursButNotChannels() {
    Random random = new Random(2);
    Mask mask = Mask.of(Mask.Kind.CHECKERBOARD);
    for (int trial = 0; trial < 100; trial++) {
      int h = 2 + random.nextInt(6);
      int w = 2 + random.nextInt(6);
      int c = 1 + random.nextInt(4);
      EventShape shape = EventShape.image(h, w, c);
      int row = random.nextInt(h - 1);
      int column = random.nextInt(w - 1);
      int index = (row * w + column) * c;
      boolean here = mask.keeps(shape, index);

      assertThat(mask.keeps(shape, index + c))
          .as("right of %s in %s", index, shape)
          .isNotEqualTo(here);
      assertThat(mask.keeps(shape, index + w * c))
          .as("below %s in %s", index, shape)
          .isNotEqualTo(here);
      assertThat(IntStream.range(index, index + c)).allMatch(i -> mask.keeps(shape, i) == here);
    }
  }

  @Test
  void flippingTwiceGivesTheSameMask() {
    Mask mask = Mask.of(Mask.Kind.HALF);

    assertThat(mask.flipped()).isFalse();
    assertThat(mask.flip()).isEqualTo(new Mask(Mask.Kind.HALF, true)).isNotEqualTo(mask);
    assertThat(mask.flip().flip()).isEqualTo(mask).hasSameHashCodeAs(mask);
    assertThat(mask.flip()).hasToString("Mask[kind=HALF, flipped=true]");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSITIONS")
  void oneValueCannotBeSplit(Mask.Kind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.of(kind).checkFits(EventShape.vector(1)))
        .withMessage(
            "a coupling needs at least 2 values to split, but the event is [1]; use dimension(2) or"
                + " more, or for one value an autoregressive transform");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.of(kind).keeps(EventShape.image(1, 1, 1), 0))
        .withMessage(
            "a coupling needs at least 2 values to split, but the event is [1, 1, 1]; use"
                + " dimension(2) or more, or for one value an autoregressive transform");
  }

  @Test
  void checkerboardNeedsPixels() {
    Mask mask = Mask.of(Mask.Kind.CHECKERBOARD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mask.checkFits(EventShape.vector(4)))
        .withMessage(
            "a checkerboard mask needs an image [h, w, c], but the event is [4]; use image(h, w), or"
                + " an alternating mask");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mask.checkFits(EventShape.image(1, 1, 3)))
        .withMessage("a checkerboard mask needs at least 2 pixels, but the event is [1, 1, 3]");
  }

  @Test
  void kindMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Mask(null, true))
        .withMessage("kind of a mask must not be null");
  }

  @Test
  void namedPositionsAreKept() {
    Mask mask = Mask.keeping(4, 0, 1);

    assertThat(mask)
        .isEqualTo(new Mask(Mask.Kind.POSITIONS, false, Optional.of(ImmutableList.of(0, 1, 4))))
        .hasToString("Mask[kind=POSITIONS, flipped=false, kept=[0, 1, 4]]");
    assertThat(draw(mask, shape("5"))).isEqualTo("AABBA");
    assertThat(draw(mask.flip(), shape("5"))).isEqualTo("BBAAB");
    assertThat(draw(mask, shape("2x3x1"))).isEqualTo("AABBAB");
    assertThat(mask.flip().flip()).isEqualTo(mask);
  }

  @Test
  void namedPositionsMustBeAnAscendingChoice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.keeping())
        .withMessage("a mask must keep at least 1 position, but keeps none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.keeping(1, -1))
        .withMessage(
            "kept positions of a mask must be at least 0 and ascending, each once, but -1 follows"
                + " nothing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.keeping(3, 1, 3))
        .withMessage(
            "kept positions of a mask must be at least 0 and ascending, each once, but 3 follows 3");
    assertThatIllegalArgumentException()
        .as("an order has no meaning, so there is only one")
        .isThrownBy(() -> new Mask(Mask.Kind.POSITIONS, false, Optional.of(ImmutableList.of(2, 1))))
        .withMessage(
            "kept positions of a mask must be at least 0 and ascending, each once, but 1 follows 2");
  }

  @Test
  void positionsAreForTheirKindOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.of(Mask.Kind.POSITIONS))
        .withMessage(
            "a mask of kind POSITIONS, and no other, must name the positions that it keeps, but kind"
                + " POSITIONS has none; use Mask.keeping(…)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mask(Mask.Kind.HALF, true, Optional.of(ImmutableList.of(2))))
        .withMessage(
            "a mask of kind POSITIONS, and no other, must name the positions that it keeps, but kind"
                + " HALF has [2]; use Mask.keeping(…)");
    assertThatNullPointerException()
        .isThrownBy(() -> new Mask(Mask.Kind.HALF, true, null))
        .withMessage("kept positions of a mask must not be null");
  }

  @Test
  void namedPositionsMustFitTheEvent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.keeping(0, 5).checkFits(EventShape.vector(5)))
        .withMessage("kept positions of a mask must be below 5 for an event [5], but one is 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.keeping(0, 1, 2).flip().keeps(EventShape.vector(3), 0))
        .withMessage(
            "a mask must leave at least 1 position to transform, but keeps all of an event [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.keeping(0).checkFits(EventShape.vector(1)))
        .withMessageStartingWith("a coupling needs at least 2 values to split");
  }

  @Test
  void randomMasksAreHalvesOfTheirSeed() {
    for (int d = 2; d < 30; d++) {
      EventShape shape = EventShape.vector(d);
      String drawn = draw(Mask.random(d, 7), shape);
      assertThat(drawn.chars().filter(c -> c == 'A').count()).isEqualTo((d + 1) / 2);
    }
    assertThat(Mask.random(30, 7)).isEqualTo(Mask.random(30, 7)).isNotEqualTo(Mask.random(30, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mask.random(1, 7))
        .withMessage("a mask must have at least 2 positions to split, but had 1");
  }

  /** Each of the 6 halves of 4 values: 600 draws give each 100 times, with deviation 9. */
  @Test
  void everyHalfIsAsLikely() {
    EventShape shape = EventShape.vector(4);
    Map<String, Long> counts =
        LongStream.range(0, 600)
            .mapToObj(seed -> draw(Mask.random(4, seed), shape))
            .collect(Collectors.groupingBy(drawn -> drawn, Collectors.counting()));
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allMatch(count -> count > 60 && count < 140);
  }

  private static EventShape shape(String size) {
    return new EventShape(
        Stream.of(size.split("x")).map(Integer::valueOf).collect(ImmutableList.toImmutableList()));
  }

  private static String draw(Mask mask, EventShape shape) {
    return IntStream.range(0, shape.dimension())
        .mapToObj(i -> mask.keeps(shape, i) ? "A" : "B")
        .collect(Collectors.joining());
  }
}
