package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.flowlib.internal.Copies;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Transform;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What the presets of coupling flows have in common: couplings and masks, beside what {@link
 * FlowBuilder} has.
 *
 * @param <B> the builder itself
 */
public abstract sealed class CouplingFlowBuilder<B extends CouplingFlowBuilder<B>>
    extends DenseFlowBuilder<B> permits RealNVP.Builder, NICE.Builder, NeuralSplineFlow.Builder {

  private int couplings;
  private ImmutableList<Mask> masks = ImmutableList.of();
  private OptionalLong maskSeed = OptionalLong.empty();

  CouplingFlowBuilder(int couplings, Base base, int unitsForImages) {
    super(base, unitsForImages);
    this.couplings = couplings;
  }

  /**
   * The data are vectors of continuous numbers. For one number, as in p(y | x), use {@link MAF},
   * whose {@link MAF.Builder#bins bins} make it as flexible as a {@link NeuralSplineFlow}.
   *
   * @param d numbers in a row, at least 2: a coupling maps one part of them given the other
   * @return this builder
   */
  @Override
  public B dimension(int d) {
    checkArgument(
        d >= 2,
        "dimension must be at least 2 (a coupling maps one part given the other), but was %s; for one number use"
            + " MAF.builder().dimension(1).bins(8)",
        d);
    return vectors(d);
  }

  /**
   * How many couplings, with masks that change places from one to the next. A single coupling
   * leaves half of the values as they are.
   *
   * <p>The default is that of the preset.
   *
   * @param couplings at least 1
   * @return this builder
   */
  public B couplings(int couplings) {
    checkArgument(couplings >= 1, "couplings must be at least 1, but was %s", couplings);
    this.couplings = couplings;
    return self();
  }

  /**
   * How couplings split the event. Couplings 1 and 2 use the first kind, plain and flipped, 3 and 4
   * the second, and so on in turn. Default: {@link Mask.Kind#CHECKERBOARD} for images, {@link
   * Mask.Kind#ALTERNATING} for vectors.
   *
   * @param kinds at least one
   * @return this builder
   */
  public B masks(Mask.Kind... kinds) {
    checkNotNull(kinds, "masks must not be null");
    for (Mask.Kind kind : kinds) {
      checkNotNull(kind, "masks must not contain null");
    }
    checkArgument(kinds.length > 0, "masks must name at least 1 kind, but named 0");
    return inTurn(Lists.transform(ImmutableList.copyOf(kinds), Mask::of));
  }

  /**
   * How couplings split the event, for masks with positions of their own: {@link Mask#keeping}.
   * Couplings 1 and 2 use the first mask and its {@linkplain Mask#flip() partner}, 3 and 4 the
   * second, and so on in turn. Replaces the other options of masks.
   *
   * @param first a mask
   * @param others more masks
   * @return this builder
   */
  public B masks(Mask first, Mask... others) {
    checkNotNull(others, "other masks must not be null");
    return inTurn(Copies.of(Lists.asList(first, others), "masks"));
  }

  /**
   * Couplings split the event at random into halves: 1 and 2 use one {@linkplain Mask#random split}
   * and its partner, 3 and 4 another, and so on. They are drawn by {@link #build()} and written
   * into the flow. Replaces the other options of masks.
   *
   * @param seed the same seed gives the same masks
   * @return this builder
   */
  public B randomMasks(long seed) {
    masks = ImmutableList.of();
    maskSeed = OptionalLong.of(seed);
    return self();
  }

  private B inTurn(Iterable<Mask> each) {
    masks = ImmutableList.copyOf(each);
    maskSeed = OptionalLong.empty();
    return self();
  }

  @Override
  final void fill(
      ImmutableList.Builder<Transform> transforms, EventShape shape, Conditioner.Mlp net) {
    ImmutableList<Mask> inTurn = masks(shape);
    checkState(
        shape.isImage() || inTurn.stream().noneMatch(mask -> mask.kind() == Mask.Kind.CHECKERBOARD),
        "masks(CHECKERBOARD) needs image(h, w), but dimension(%s) was called",
        shape.dimension());
    for (int i = 0; i < couplings; i++) {
      Mask mask = inTurn.get(i / 2 % inTurn.size());
      add(transforms, coupling(i % 2 == 0 ? mask : mask.flip(), net));
    }
    finish(transforms);
  }

  /** A mask for two couplings each, in turn. */
  private ImmutableList<Mask> masks(EventShape shape) {
    if (maskSeed.isPresent()) {
      SplittableRandom seeds = new SplittableRandom(maskSeed.getAsLong());
      return Stream.generate(seeds::nextLong)
          .limit((couplings + 1) / 2)
          .map(seed -> Mask.random(shape.dimension(), seed))
          .collect(ImmutableList.toImmutableList());
    }
    if (!masks.isEmpty()) {
      return masks;
    }
    return ImmutableList.of(
        Mask.of(shape.isImage() ? Mask.Kind.CHECKERBOARD : Mask.Kind.ALTERNATING));
  }

  abstract Transform coupling(Mask mask, Conditioner net);

  void finish(ImmutableList.Builder<Transform> transforms) {}
}
