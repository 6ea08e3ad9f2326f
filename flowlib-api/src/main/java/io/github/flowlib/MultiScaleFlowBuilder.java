package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Conditioner.ResNet;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.Transform;
import java.util.function.Function;

/**
 * What the presets of image flows of several scales have in common: convolutional networks,
 * {@linkplain Squeeze squeezing} by 2 at every scale, and half of the channels that are noise
 * already after every scale but the last ({@link FactorOut}).
 *
 * <p>Height and width of the {@link #image} must be multiples of 2<sup>scales</sup>; 28 × 28 pixels
 * have 1 or 2 scales. {@link #batchNorm} normalises channels here.
 *
 * @param <B> the builder itself
 */
public abstract sealed class MultiScaleFlowBuilder<B extends MultiScaleFlowBuilder<B>>
    extends FlowBuilder<B>
    permits Glow.Builder, RealNVP.MultiScaleBuilder, NeuralSplineFlow.MultiScaleBuilder {

  private static final int MAX_SCALES = 8; // of images with 256 pixels to a side

  private int scales = 2;
  private ResNet network = Conditioner.resNet(32, 2, Activation.RELU);

  MultiScaleFlowBuilder() {
    super(Base.normal());
  }

  /**
   * How many scales. Default 2, the most for 28 × 28 pixels.
   *
   * @param scales 1 to 8
   * @return this builder
   */
  public B scales(int scales) {
    checkArgument(
        scales >= 1 && scales <= MAX_SCALES,
        "scales must be 1 to %s, but was %s",
        MAX_SCALES,
        scales);
    this.scales = scales;
    return self();
  }

  /**
   * The networks of the couplings. Default: 32 filters, 2 blocks, ReLU.
   *
   * @param network of the first scale; each scale has a quarter of the pixels of the one before,
   *     and twice the filters
   * @return this builder
   */
  public B network(ResNet network) {
    this.network = checkNotNull(network, "network must not be null");
    return self();
  }

  @Override
  final String waysToTellTheSize() {
    return "image(height, width)";
  }

  @Override
  final Activation activation() {
    return network.activation();
  }

  @Override
  final void fill(ImmutableList.Builder<Transform> transforms, EventShape image) {
    int side = 1 << scales;
    checkState(
        image.size(0) % side == 0 && image.size(1) % side == 0,
        "%s scales need images whose height and width are multiples of %s, but the data are %s; pad or crop"
            + " the images, or use fewer scales",
        scales,
        side,
        image);
    int channels = image.size(2);
    for (int i = 0; i < scales; i++) {
      fillScale(
          transforms,
          Conditioner.resNet(network.filters() << i, network.blocks(), network.activation()));
      channels *= 4;
      if (i < scales - 1) {
        channels /= 2;
        transforms.add(new FactorOut(channels));
      }
    }
  }

  /** Adds a transform with a network, and what stands after each of them. */
  final void addNormalised(ImmutableList.Builder<Transform> transforms, Transform transform) {
    add(transforms, transform, BatchNorm.ofChannels());
  }

  /** Adds the transforms of one scale; they leave a squeezed image. */
  abstract void fillScale(ImmutableList.Builder<Transform> transforms, ResNet net);

  /** What squeezes an image once. */
  static Squeeze squeeze() {
    return new Squeeze(2);
  }

  /**
   * Adds one scale of couplings, as in Dinh et al. 2017: with checkerboard masks, plain and flipped
   * in turn; a squeeze; with masks of channels.
   */
  final void addCouplings(
      ImmutableList.Builder<Transform> transforms,
      int ofEachKind,
      Function<Mask, Transform> coupling) {
    addCouplings(transforms, ofEachKind, Mask.Kind.CHECKERBOARD, coupling);
    transforms.add(squeeze());
    addCouplings(transforms, ofEachKind, Mask.Kind.CHANNELS, coupling);
  }

  private void addCouplings(
      ImmutableList.Builder<Transform> transforms,
      int count,
      Mask.Kind kind,
      Function<Mask, Transform> coupling) {
    for (int i = 0; i < count; i++) {
      addNormalised(transforms, coupling.apply(new Mask(kind, i % 2 == 1)));
    }
  }

  static int checkedCouplings(int couplings) {
    checkArgument(couplings >= 1, "couplings of a scale must be at least 1, but was %s", couplings);
    return couplings;
  }
}
