package io.github.flowlib;

import io.github.flowlib.spec.Autoregressive;

/**
 * Inverse autoregressive flow: {@linkplain Autoregressive autoregressive transforms} in natural and
 * reversed order in turn, standard normal noise.
 *
 * <p>Defaults: 5 transforms, affine with log-scale bound 2, ReLU.
 *
 * <p>Sampling costs one pass through all networks; a density of given data costs d passes, one
 * value after another. So training by likelihood is for small d: it is refused above {@value
 * Autoregressive#MAX_UNROLLED} values. Of a single number both cost one pass, and it is a {@link
 * MAF}.
 *
 * <pre>{@code
 * FlowSpec spec = IAF.builder().dimension(6).layers(5).build();
 * }</pre>
 *
 * <p>Source: Kingma et al. 2016, Improving variational inference with inverse autoregressive flow
 * (arXiv 1606.04934).
 */
public final class IAF {

  private IAF() {}

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
      super(Autoregressive.Fast.SAMPLING);
    }
  }
}
