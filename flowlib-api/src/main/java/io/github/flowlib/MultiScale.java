package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ConditionerSpec.ResNet;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.TransformSpec;
import java.util.function.UnaryOperator;

/**
 * An image flow of several scales: what is done at each, squeezing on the way, and half of the
 * channels that leave after every scale but the last.
 *
 * @param scales at least 1
 * @param net of the first scale; each scale has a quarter of the pixels of the one before, and
 *     twice the filters
 */
record MultiScale(int scales, ResNet net) {

  private static final int MOST_SCALES = 8; // of images with 256 pixels to a side

  /** Adds the transforms of one scale; they leave a squeezed image. */
  interface Scale {

    void fill(ImmutableList.Builder<TransformSpec> transforms, ResNet net);
  }

  MultiScale {
    checkNotNull(net, "net must not be null");
    checkArgument(
        scales >= 1 && scales <= MOST_SCALES,
        "scales must be 1 to %s, but was %s",
        MOST_SCALES,
        scales);
  }

  /** Adds everything; the networks are changed a last time. */
  void fill(
      ImmutableList.Builder<TransformSpec> transforms,
      EventShape image,
      UnaryOperator<ResNet> change,
      Scale scale) {
    checkState(
        image.hasRows(),
        "several scales need image(h, w), but dimension(%s) was called",
        image.dimension());
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
      scale.fill(
          transforms, change.apply(new ResNet(net.filters() << i, net.blocks(), net.activation())));
      channels *= 4;
      if (i < scales - 1) {
        channels /= 2;
        transforms.add(new FactorOut(channels));
      }
    }
  }

  /** What squeezes an image once. */
  static Squeeze squeeze() {
    return new Squeeze(2);
  }
}
