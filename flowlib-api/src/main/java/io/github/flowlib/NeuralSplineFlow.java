package io.github.flowlib;

import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.TransformSpec;

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

  /** Collects the options of a neural spline flow. */
  public static final class Builder extends CouplingFlowBuilder<Builder> {

    private Spline spline = new Spline(8, 5);

    private Builder() {
      super(5, Base.NORMAL, 512);
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
    TransformSpec coupling(Mask mask, ConditionerSpec net) {
      return new SplineCoupling(mask, net, spline);
    }
  }
}
