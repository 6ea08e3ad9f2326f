package io.github.flowlib;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.DiagonalScaling;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Transform;

/**
 * NICE: {@linkplain AdditiveCoupling additive couplings}, a {@linkplain DiagonalScaling diagonal
 * scaling} at the end, logistic noise.
 *
 * <p>Defaults: 4 couplings, ReLU. The couplings keep volumes; only the scaling (and preprocessing)
 * changes them. Density and sampling cost one pass through all networks each.
 *
 * <p>Source: Dinh, Krueger, Bengio 2015, NICE: Non-linear independent components estimation (arXiv
 * 1410.8516).
 */
public final class NICE {

  private NICE() {}

  /**
   * Starts with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the options of a NICE. */
  public static final class Builder extends CouplingFlowBuilder<Builder> {

    private Builder() {
      super(4, Base.logistic(), 1024);
    }

    @Override
    Transform coupling(Mask mask, Conditioner net) {
      return new AdditiveCoupling(mask, net);
    }

    @Override
    void finish(ImmutableList.Builder<Transform> transforms) {
      transforms.add(new DiagonalScaling());
    }
  }
}
