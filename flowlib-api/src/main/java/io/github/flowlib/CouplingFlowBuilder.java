package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ConditionerSpec.ResNet;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.TransformSpec;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the presets of coupling flows have in common: couplings and masks, beside what {@link
 * FlowBuilder} has.
 *
 * @param <B> the builder itself
 */
public abstract sealed class CouplingFlowBuilder<B extends CouplingFlowBuilder<B>>
    extends FlowBuilder<B> permits RealNVP.Builder, Nice.Builder, NeuralSplineFlow.Builder {

  private static final ResNet NET = new ResNet(32, 2, Activation.RELU);
  private static final int COUPLINGS_OF_A_SCALE = 4;

  private int couplings;
  private boolean countsCouplings;
  private @Nullable MultiScale multiScale;
  private int couplingsOfAScale;
  private ImmutableList<Mask> masks = ImmutableList.of();
  private OptionalLong maskSeed = OptionalLong.empty();

  CouplingFlowBuilder(int couplings, Base base, int unitsForImages) {
    super(base, unitsForImages);
    this.couplings = couplings;
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
    countsCouplings = true;
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
    checkNotNull(first, "mask must not be null");
    return inTurn(Lists.asList(first, others));
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

  /**
   * Makes it an image flow of several scales with convolutional networks, as in Dinh et al. 2017:
   * {@link #multiScale(int, int, ResNet)} with 4 couplings of each kind and 32 filters, 2 blocks.
   *
   * @param scales see there
   * @return this builder
   */
  public B multiScale(int scales) {
    return multiScale(scales, COUPLINGS_OF_A_SCALE, NET);
  }

  /**
   * Makes it an image flow of several scales with convolutional networks. At every scale: couplings
   * with checkerboard masks, plain and flipped in turn; {@link Squeeze} by 2; couplings with masks
   * of channels. After every scale but the last, half of the channels are noise already ({@link
   * FactorOut}).
   *
   * <p>It replaces {@link #couplings}, {@link #masks}, {@link #hidden}, {@link #dropout} and {@link
   * #activation}, and needs {@link #image} with a height and width that are multiples of
   * 2<sup>scales</sup> (28 × 28: 1 or 2 scales).
   *
   * <p>{@link #batchNorm} normalises channels here.
   *
   * <p>Source: Dinh, Sohl-Dickstein, Bengio 2017, §3.6, but that the last scale is like the others
   * there and here no other.
   *
   * @param scales 1 to 8
   * @param couplings with each kind of mask at each scale, at least 1
   * @param net of the first scale; every following scale has twice the filters
   * @return this builder
   */
  public B multiScale(int scales, int couplings, ResNet net) {
    checkArgument(couplings >= 1, "couplings of a scale must be at least 1, but was %s", couplings);
    multiScale = new MultiScale(scales, net);
    couplingsOfAScale = couplings;
    return self();
  }

  private void fillScales(
      ImmutableList.Builder<TransformSpec> transforms, EventShape shape, MultiScale scales) {
    checkState(
        !countsCouplings && masks.isEmpty() && maskSeed.isEmpty() && !setsDense(),
        "couplings(n), masks(...), hidden(...) and dropout(...) have no effect on a flow of several scales; leave them out, and use"
            + " multiScale(scales, couplings, net)");
    scales.fill(
        transforms,
        shape,
        this::activated,
        (list, net) -> {
          addAll(list, Mask.Kind.CHECKERBOARD, net);
          list.add(MultiScale.squeeze());
          addAll(list, Mask.Kind.CHANNELS, net);
        });
  }

  private void addAll(
      ImmutableList.Builder<TransformSpec> transforms, Mask.Kind kind, ConditionerSpec net) {
    for (int i = 0; i < couplingsOfAScale; i++) {
      add(transforms, coupling(new Mask(kind, i % 2 == 1), net), BatchNorm.ofChannels());
    }
  }

  @Override
  final void fill(
      ImmutableList.Builder<TransformSpec> transforms, EventShape shape, ConditionerSpec.Mlp net) {
    if (multiScale != null) {
      fillScales(transforms, shape, multiScale);
      finish(transforms);
      return;
    }
    ImmutableList<Mask> inTurn = masks(shape);
    checkState(
        shape.hasRows() || inTurn.stream().noneMatch(mask -> mask.kind() == Mask.Kind.CHECKERBOARD),
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
        Mask.of(shape.hasRows() ? Mask.Kind.CHECKERBOARD : Mask.Kind.ALTERNATING));
  }

  abstract TransformSpec coupling(Mask mask, ConditionerSpec net);

  void finish(ImmutableList.Builder<TransformSpec> transforms) {}
}
