package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.internal.Copies;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Splits an event into part A, which a coupling leaves unchanged and its conditioner reads, and
 * part B, which it transforms.
 *
 * <p>A mask is a kind, resolved by the shape of the event, or a list of positions; couplings in a
 * row use a mask and its {@linkplain #flip() flipped} partner in turn, so that every value is
 * transformed.
 *
 * @param kind how the event is split
 * @param flipped false: as the kind says; true: A and B change places
 * @param kept for {@link Kind#POSITIONS}, and only there: the positions of the flat row in A (in B
 *     if flipped), ascending
 */
public record Mask(Kind kind, boolean flipped, Optional<List<Integer>> kept) {

  /** The ways to split an event. */
  public enum Kind {
    /** A holds the positions that are named: {@link Mask#keeping}, {@link Mask#random}. */
    POSITIONS,
    /** The first half of the flat row against the second: A holds {@code i < ⌈d/2⌉}. */
    HALF,
    /**
     * Even against odd positions of the flat row: A holds even {@code i} (Dinh et al. 2015, NICE).
     */
    ALTERNATING,
    /**
     * The squares of a chess board: A holds pixels with even {@code row + column} (Dinh et al.
     * 2017, §3.4). Images only.
     */
    CHECKERBOARD,
    /**
     * The channels of every pixel: A holds the first {@code ⌈c/2⌉} (Dinh et al. 2017, §3.4). Images
     * with two channels or more, such as squeezed ones.
     */
    CHANNELS
  }

  /**
   * Checks that there are positions where the kind wants them.
   *
   * @param kind see {@link #kind()}
   * @param flipped see {@link #flipped()}
   * @param kept see {@link #kept()}
   * @throws IllegalArgumentException if positions are missing, not ascending, below 0, or given for
   *     another kind
   */
  public Mask {
    checkNotNull(kind, "kind of a mask must not be null");
    checkNotNull(kept, "kept positions of a mask must not be null");
    kept = kept.map(list -> Copies.of(list, "kept positions of a mask"));
    checkArgument(
        kept.isPresent() == (kind == Kind.POSITIONS),
        "a mask of kind POSITIONS, and no other, must name the positions that it keeps, but kind %s has %s;"
            + " use Mask.keeping(…)",
        kind,
        kept.map(Object::toString).orElse("none"));
    kept.ifPresent(Mask::checkPositions);
  }

  /**
   * A mask by its kind.
   *
   * @param kind any but {@link Kind#POSITIONS}
   * @param flipped see {@link #flipped()}
   */
  public Mask(Kind kind, boolean flipped) {
    this(kind, flipped, Optional.empty());
  }

  private static void checkPositions(List<Integer> kept) {
    checkArgument(!kept.isEmpty(), "a mask must keep at least 1 position, but keeps none");
    int last = -1;
    for (Integer position : kept) {
      checkArgument(
          position > last,
          "kept positions of a mask must be at least 0 and ascending, each once, but %s follows %s",
          position,
          last == -1 ? "nothing" : String.valueOf(last));
      last = position;
    }
  }

  /**
   * A mask that is not flipped.
   *
   * @param kind how to split
   * @return the mask
   */
  public static Mask of(Kind kind) {
    return new Mask(kind, false);
  }

  /**
   * A mask with a list of positions.
   *
   * @param positions of the flat row in part A, in any order, each once
   * @return the mask
   * @throws IllegalArgumentException if there is none, one is below 0, or one comes twice
   */
  public static Mask keeping(int... positions) {
    return keeping(ImmutableList.sortedCopyOf(Ints.asList(positions)));
  }

  /**
   * A random half: ⌈d/2⌉ positions, every choice of them as likely as any other. They are drawn
   * now, so that they are saved with a model.
   *
   * @param d values in a row, at least 2
   * @param seed the same seed gives the same mask
   * @return the mask
   */
  public static Mask random(int d, long seed) {
    checkArgument(d >= 2, "a mask must have at least 2 positions to split, but had %s", d);
    return keeping(
        ImmutableList.sortedCopyOf(Permutation.random(d, seed).order().subList(0, (d + 1) / 2)));
  }

  private static Mask keeping(List<Integer> ascending) {
    return new Mask(Kind.POSITIONS, false, Optional.of(ascending));
  }

  /**
   * The complementary mask: A and B change places.
   *
   * @return the flipped mask
   */
  public Mask flip() {
    return new Mask(kind, !flipped, kept);
  }

  /**
   * Decides for one position.
   *
   * @param shape the shape of the event
   * @param index position in the flat row, {@code 0 ≤ index < d}
   * @return true if the value is in part A
   * @throws IllegalArgumentException if the mask does not fit the shape
   */
  public boolean keeps(EventShape shape, int index) {
    checkFits(shape);
    boolean first =
        switch (kind) {
          case POSITIONS -> Collections.binarySearch(kept.orElseThrow(), index) >= 0;
          case HALF -> index < (shape.dimension() + 1) / 2;
          case ALTERNATING -> index % 2 == 0;
          case CHECKERBOARD -> {
            int pixel = index / shape.size(2);
            yield (pixel / shape.size(1) + pixel % shape.size(1)) % 2 == 0;
          }
          case CHANNELS -> index % shape.size(2) < (shape.size(2) + 1) / 2;
        };
    return first != flipped;
  }

  /**
   * Checks that this mask can split an event of the given shape into two parts that are not empty.
   *
   * @param shape the shape of the event
   * @throws IllegalArgumentException if the event has fewer than two values, the mask wants an
   *     image and got a vector, the image has too few pixels or channels for the kind, or a kept
   *     position is beyond the event or none is left over
   */
  public void checkFits(EventShape shape) {
    checkArgument(
        shape.dimension() >= 2,
        "a coupling needs at least 2 values to split, but the event is %s; use dimension(2) or more, or"
            + " for one value an autoregressive transform",
        shape);
    kept.ifPresent(positions -> checkFits(positions, shape));
    if (kind == Kind.CHECKERBOARD) {
      checkArgument(
          shape.isImage(),
          "a checkerboard mask needs an image [h, w, c], but the event is %s; use image(h, w), or an alternating mask",
          shape);
      checkArgument(
          shape.size(0) * shape.size(1) >= 2,
          "a checkerboard mask needs at least 2 pixels, but the event is %s",
          shape);
    }
    if (kind == Kind.CHANNELS) {
      checkArgument(
          shape.isImage() && shape.size(2) >= 2,
          "a mask of channels needs an image [h, w, c] with at least 2 channels, but the event is %s; squeeze it"
              + " first, or use a checkerboard mask",
          shape);
    }
  }

  private static void checkFits(List<Integer> kept, EventShape shape) {
    int last = kept.get(kept.size() - 1);
    checkArgument(
        last < shape.dimension(),
        "kept positions of a mask must be below %s for an event %s, but one is %s",
        shape.dimension(),
        shape,
        last);
    checkArgument(
        kept.size() < shape.dimension(),
        "a mask must leave at least 1 position to transform, but keeps all of an event %s",
        shape);
  }

  @Override
  public String toString() {
    String positions = kept.map(list -> ", kept=" + list).orElse("");
    return "Mask[kind=" + kind + ", flipped=" + flipped + positions + "]";
  }
}
