package io.github.flowlib;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.TransformSpec;

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
 * <p>With {@link CouplingFlowBuilder#multiScale(int) multiScale}, convolutional networks at several
 * scales instead of dense ones.
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

  /** The check of affine maps. */
  static double checkedBound(double bound) {
    return new Affine(bound).logScaleBound();
  }

  /** Collects the options of a RealNVP. */
  public static final class Builder extends CouplingFlowBuilder<Builder> {

    private double logScaleBound = 2;
    private ImmutableList<Activation> separate = ImmutableList.of();

    private Builder() {
      super(10, Base.NORMAL, 1024);
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
     * Gives α and m a network each, as in the papers; their activations replace {@link
     * #activation}. Default: one network for both.
     *
     * @param scale the nonlinearity of the network α; Papamakarios et al. use tanh
     * @param shift the nonlinearity of the network m; Papamakarios et al. use ReLU
     * @return this builder
     */
    public Builder separateNets(Activation scale, Activation shift) {
      separate =
          ImmutableList.of(
              checkNotNull(scale, "scale activation must not be null"),
              checkNotNull(shift, "shift activation must not be null"));
      return this;
    }

    @Override
    TransformSpec coupling(Mask mask, ConditionerSpec net) {
      ConditionerSpec conditioner =
          separate.isEmpty()
              ? net
              : new ConditionerSpec.Separate(
                  separate.stream()
                      .map(net::withActivation)
                      .collect(ImmutableList.toImmutableList()));
      return new AffineCoupling(mask, conditioner, logScaleBound);
    }
  }
}
