package io.github.flowlib;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Transform;

/**
 * Neural spline flow: {@linkplain SplineCoupling couplings with rational-quadratic splines}, masks
 * in turn, dense networks, standard normal noise. A spline bends each value as it likes, where an
 * affine coupling scales and shifts it: fewer couplings do more, and each costs more.
 *
 * <p>Defaults: 5 couplings, 8 bins on [−5, 5], ReLU. Density and sampling cost one pass through all
 * networks each.
 *
 * <pre>{@code
 * FlowSpec spec = NeuralSplineFlow.builder().image(28, 28).couplings(5).build();
 * }</pre>
 *
 * <p>Source: Durkan, Bekasov, Murray, Papamakarios 2019, Neural spline flows (arXiv 1906.04032), in
 * its coupling form.
 */
public final class NeuralSplineFlow {

  private NeuralSplineFlow() {}

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
   * first scale, 8 bins on [−5, 5], pixels prepared by their marginals.
   *
   * @return a new builder
   */
  public static MultiScaleBuilder multiScale() {
    return new MultiScaleBuilder();
  }

  /** Collects the options of a neural spline flow. */
  public static final class Builder extends CouplingFlowBuilder<Builder> {

    private Spline spline = new Spline(8, 5);

    private Builder() {
      super(5, Base.normal(), 512);
    }

    /**
     * Pieces of every spline. Default 8.
     *
     * @param bins 2 to 64
     * @return this builder
     */
    public Builder bins(int bins) {
      spline = new Spline(bins, spline.bound());
      return this;
    }

    /**
     * Splines act on [−bound, bound] and leave the rest as it is. Default 5, for values of about
     * unit scale, as they are after preprocessing by marginals.
     *
     * @param bound 0.1 to 20
     * @return this builder
     */
    public Builder bound(double bound) {
      spline = new Spline(spline.bins(), bound);
      return this;
    }

    @Override
    Transform coupling(Mask mask, Conditioner net) {
      return new SplineCoupling(mask, net, spline);
    }
  }

  /** Collects the options of a neural spline flow of several scales. */
  public static final class MultiScaleBuilder extends MultiScaleFlowBuilder<MultiScaleBuilder> {

    private int couplings = 4;
    private Spline spline = new Spline(8, 5);

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
     * Pieces of every spline. Default 8.
     *
     * @param bins 2 to 64
     * @return this builder
     */
    public MultiScaleBuilder bins(int bins) {
      spline = new Spline(bins, spline.bound());
      return this;
    }

    /**
     * Splines act on [−bound, bound] and leave the rest as it is. Default 5, for values of about
     * unit scale, as they are after preprocessing by marginals.
     *
     * @param bound 0.1 to 20
     * @return this builder
     */
    public MultiScaleBuilder bound(double bound) {
      spline = new Spline(spline.bins(), bound);
      return this;
    }

    @Override
    void fillScale(ImmutableList.Builder<Transform> transforms, Conditioner.ResNet net) {
      addCouplings(transforms, couplings, mask -> new SplineCoupling(mask, net, spline));
    }
  }
}
