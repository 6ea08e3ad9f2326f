package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.TransformSpec;
import io.github.flowlib.spec.UnivariateSpec;

/**
 * What {@link Maf} and {@link Iaf} have in common: how many autoregressive transforms, in natural
 * and reversed order in turn, and what they do to a value.
 *
 * @param <B> the builder itself
 */
public abstract sealed class AutoregressiveFlowBuilder<B extends AutoregressiveFlowBuilder<B>>
    extends FlowBuilder<B> permits Maf.Builder, Iaf.Builder {

  private final Autoregressive.Fast fast;
  private int layers = 5;
  private UnivariateSpec map = new Affine(2);

  AutoregressiveFlowBuilder(Autoregressive.Fast fast) {
    super(Base.NORMAL, 1024);
    this.fast = fast;
  }

  /**
   * How many autoregressive transforms. Default 5.
   *
   * @param layers at least 1
   * @return this builder
   */
  public B layers(int layers) {
    checkArgument(layers >= 1, "layers must be at least 1, but was %s", layers);
    this.layers = layers;
    return self();
  }

  /**
   * Scales and shifts every value, with a bound on the log-scale. The default, with bound 2.
   * Replaces {@link #spline}.
   *
   * @param logScaleBound 0.001 to 20
   * @return this builder
   */
  public B affine(double logScaleBound) {
    map = new Affine(logScaleBound);
    return self();
  }

  /**
   * Bends every value by a {@linkplain Spline rational-quadratic spline}. Replaces {@link #affine}.
   *
   * @param bins 2 to 64
   * @param bound splines act on [−bound, bound]; 0.1 to 20
   * @return this builder
   */
  public B spline(int bins, double bound) {
    map = new Spline(bins, bound);
    return self();
  }

  @Override
  final void fill(
      ImmutableList.Builder<TransformSpec> transforms, EventShape shape, ConditionerSpec.Mlp net) {
    for (int i = 0; i < layers; i++) {
      add(transforms, new Autoregressive(map, net, i % 2 == 1, fast));
    }
  }
}
