package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Conditioner.ResNet;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Transform;

/**
 * Glow: an image flow of several scales. At every scale it {@linkplain
 * io.github.flowlib.spec.Squeeze squeezes} by 2 and takes a number of steps, each {@linkplain
 * ActNorm activation normalisation}, an {@linkplain InvertibleLinear invertible 1 × 1 convolution}
 * and an {@linkplain AffineCoupling affine coupling} with a mask of channels and a convolutional
 * network; after every scale but the last, half of the channels are noise already ({@link
 * io.github.flowlib.spec.FactorOut}).
 *
 * <p>Defaults: 2 scales of 8 steps, 32 filters and 2 blocks at the first scale (twice the filters
 * at the second), log-scale bound 2, standard normal noise, pixels prepared by their marginals.
 * Density and sampling cost one pass through all networks each.
 *
 * <pre>{@code
 * FlowSpec spec = Glow.builder().image(28, 28).steps(8).conditional(10).build();
 * }</pre>
 *
 * <p>Source: Kingma and Dhariwal 2018, Glow: generative flow with invertible 1 × 1 convolutions
 * (arXiv 1807.03039). Different from there: residual networks, a bounded log-scale, and noise that
 * is standard normal at every scale, whatever the channels that stayed.
 */
public final class Glow {

  private Glow() {}

  /**
   * Starts with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the options of a Glow. */
  public static final class Builder extends MultiScaleFlowBuilder<Builder> {

    private int steps = 8;
    private double logScaleBound = 2;

    private Builder() {}

    /**
     * Steps of every scale. Default 8.
     *
     * @param steps at least 1; the paper takes 32
     * @return this builder
     */
    public Builder steps(int steps) {
      checkArgument(steps >= 1, "steps must be at least 1, but was %s", steps);
      this.steps = steps;
      return this;
    }

    /**
     * The bound on the log-scale of couplings. Default 2.
     *
     * @param bound 0.001 to 20
     * @return this builder
     */
    public Builder logScaleBound(double bound) {
      logScaleBound = RealNVP.checkedBound(bound);
      return this;
    }

    @Override
    void fillScale(ImmutableList.Builder<Transform> transforms, ResNet net) {
      transforms.add(squeeze());
      for (int i = 0; i < steps; i++) {
        transforms.add(new ActNorm(), new InvertibleLinear());
        addNormalised(
            transforms, new AffineCoupling(Mask.of(Mask.Kind.CHANNELS), net, logScaleBound));
      }
    }
  }
}
