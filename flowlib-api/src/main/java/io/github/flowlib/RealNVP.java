package io.github.flowlib;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Transform;

/**
 * RealNVP: {@linkplain AffineCoupling affine couplings} with masks in turn, dense networks,
 * standard normal noise.
 *
 * <p>Defaults: 10 couplings, one network per coupling for α and m together, ReLU, log-scale bound
 * 2. Density and sampling cost one pass through all networks each.
 *
 * <pre>{@code
 * FlowSpec spec = RealNVP.builder().image(28, 28).couplings(10).conditional(10).build();
 * }</pre>
 *
 * <p>{@link #multiScale()} is the image flow of the paper: convolutional networks at several scales
 * instead of dense ones.
 *
 * <p>Source: Dinh, Sohl-Dickstein, Bengio 2017, Density estimation using Real NVP (arXiv
 * 1605.08803); the dense form for MNIST: Papamakarios, Pavlakou, Murray 2017 (arXiv 1705.07057).
 */
public final class RealNVP {

  private RealNVP() {}

  /**
   * Starts with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts an image flow of several scales with the defaults: 2 scales of 4 couplings with
   * checkerboard masks and 4 with masks of channels, networks of 32 filters and 2 blocks at the
   * first scale, log-scale bound 2, pixels prepared by their marginals.
   *
   * <pre>{@code
   * FlowSpec spec = RealNVP.multiScale().image(28, 28).scales(2).conditional(10).build();
   * }</pre>
   *
   * <p>Source: Dinh, Sohl-Dickstein, Bengio 2017, §3.6, but that all scales are alike here; there
   * the last one has four checkerboard couplings alone.
   *
   * @return a new builder
   */
  public static MultiScaleBuilder multiScale() {
    return new MultiScaleBuilder();
  }

  /** The check of affine maps. */
  static double checkedBound(double bound) {
    return new Affine(bound).logScaleBound();
  }

  private static ImmutableList<Activation> activations(Activation scale, Activation shift) {
    return ImmutableList.of(
        checkNotNull(scale, "scale activation must not be null"),
        checkNotNull(shift, "shift activation must not be null"));
  }

  private static Transform coupling(
      Mask mask, Conditioner net, ImmutableList<Activation> separate, double logScaleBound) {
    Conditioner conditioner =
        separate.isEmpty()
            ? net
            : new Conditioner.Separate(separate.stream().map(net::withActivation).toList());
    return new AffineCoupling(mask, conditioner, logScaleBound);
  }

  /** Collects the options of a RealNVP. */
  public static final class Builder extends CouplingFlowBuilder<Builder> {

    private double logScaleBound = 2;
    private ImmutableList<Activation> separate = ImmutableList.of();

    private Builder() {
      super(10, Base.normal(), 1024);
    }

    /**
     * The bound on |α|. Default 2.
     *
     * @param bound 0.001 to 20
     * @return this builder
     */
    public Builder logScaleBound(double bound) {
      logScaleBound = checkedBound(bound);
      return this;
    }

    /**
     * Gives α and m a network each, as in the papers; their activations replace that of the other
     * networks. Default: one network for both.
     *
     * @param scale the nonlinearity of the network α; Papamakarios et al. use tanh
     * @param shift the nonlinearity of the network m; Papamakarios et al. use ReLU
     * @return this builder
     */
    public Builder separateNetworks(Activation scale, Activation shift) {
      separate = activations(scale, shift);
      return this;
    }

    @Override
    Transform coupling(Mask mask, Conditioner net) {
      return RealNVP.coupling(mask, net, separate, logScaleBound);
    }
  }

  /** Collects the options of a RealNVP of several scales. */
  public static final class MultiScaleBuilder extends MultiScaleFlowBuilder<MultiScaleBuilder> {

    private int couplings = 4;
    private double logScaleBound = 2;
    private ImmutableList<Activation> separate = ImmutableList.of();

    private MultiScaleBuilder() {}

    /**
     * Couplings with each kind of mask at each scale. Default 4.
     *
     * @param couplings at least 1
     * @return this builder
     */
    public MultiScaleBuilder couplings(int couplings) {
      this.couplings = checkedCouplings(couplings);
      return this;
    }

    /**
     * The bound on |α|. Default 2.
     *
     * @param bound 0.001 to 20
     * @return this builder
     */
    public MultiScaleBuilder logScaleBound(double bound) {
      logScaleBound = checkedBound(bound);
      return this;
    }

    /**
     * Gives α and m a network each, as in the papers; their activations replace that of the other
     * networks. Default: one network for both.
     *
     * @param scale the nonlinearity of the network α; Papamakarios et al. use tanh
     * @param shift the nonlinearity of the network m; Papamakarios et al. use ReLU
     * @return this builder
     */
    public MultiScaleBuilder separateNetworks(Activation scale, Activation shift) {
      separate = activations(scale, shift);
      return this;
    }

    @Override
    void fillScale(ImmutableList.Builder<Transform> transforms, Conditioner.ResNet net) {
      addCouplings(
          transforms, couplings, mask -> RealNVP.coupling(mask, net, separate, logScaleBound));
    }
  }
}
