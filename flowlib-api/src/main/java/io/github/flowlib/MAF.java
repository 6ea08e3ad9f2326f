package io.github.flowlib;

import io.github.flowlib.spec.Autoregressive;

/**
 * Masked autoregressive flow: {@linkplain Autoregressive autoregressive transforms} in natural and
 * reversed order in turn, standard normal noise.
 *
 * <p>Defaults: 5 transforms, affine with log-scale bound 2, ReLU.
 *
 * <p>A density costs one pass through all networks, and so does a step of training; sampling costs
 * d passes, one value after another, in one graph call.
 *
 * <pre>{@code
 * FlowSpec spec = MAF.builder().dimension(6).layers(5).build();
 * FlowSpec oneGivenThree = MAF.builder().dimension(1).context(3).layers(2).bins(8).build();
 * }</pre>
 *
 * <p>Source: Papamakarios, Pavlakou, Murray 2017, Masked autoregressive flow for density estimation
 * (arXiv 1705.07057); networks: Germain et al. 2015, MADE (arXiv 1502.03509).
 */
public final class MAF {

  private MAF() {}

  /**
   * Starts with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the options of the flow. */
  public static final class Builder extends AutoregressiveFlowBuilder<Builder> {

    private Builder() {
      super(Autoregressive.Fast.DENSITY);
    }
  }
}
