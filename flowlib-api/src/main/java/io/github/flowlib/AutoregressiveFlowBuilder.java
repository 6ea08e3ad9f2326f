package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.spec.Univariate;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MAF} and {@link IAF} have in common: how many autoregressive transforms, in natural
 * and reversed order in turn, and what they do to a value.
 *
 * @param <B> the builder itself
 */
public abstract sealed class AutoregressiveFlowBuilder<B extends AutoregressiveFlowBuilder<B>>
    extends DenseFlowBuilder<B> permits MAF.Builder, IAF.Builder {

  private static final double LOG_SCALE_BOUND = 2;
  private static final int BINS = 8;
  private static final double BOUND = 5;

  private final Autoregressive.Fast fast;
  private int layers = 5;
  private @Nullable Affine affine;
  private @Nullable Spline spline;

  AutoregressiveFlowBuilder(Autoregressive.Fast fast) {
    super(Base.normal(), 1024);
    this.fast = fast;
  }

  /**
   * The data are vectors of continuous numbers. A single one is mapped with parameters that the
   * networks read from the context alone: {@code dimension(1).context(k)} models p(y | x). Without
   * a context they are numbers that are learned, and {@link #hidden} has no effect. Affine maps of
   * one number, however many, only scale and shift the noise; {@link #bins} bends it.
   *
   * @param d numbers in a row, at least 1
   * @return this builder
   */
  @Override
  public B dimension(int d) {
    checkArgument(d >= 1, "dimension must be at least 1, but was %s", d);
    return vectors(d);
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
   * Scales and shifts every value, which is the default, with another bound on the log-scale.
   * Default 2. Excludes {@link #bins} and {@link #bound}.
   *
   * @param bound 0.001 to 20
   * @return this builder
   */
  public B logScaleBound(double bound) {
    affine = new Affine(bound);
    return self();
  }

  /**
   * Bends every value by a {@linkplain Spline rational-quadratic spline} of so many pieces in place
   * of scaling it. Default, if {@link #bound} is called: 8. Excludes {@link #logScaleBound}.
   *
   * @param bins 2 to 64
   * @return this builder
   */
  public B bins(int bins) {
    spline = new Spline(bins, spline == null ? BOUND : spline.bound());
    return self();
  }

  /**
   * Bends every value by a {@linkplain Spline rational-quadratic spline} on [−bound, bound] in
   * place of scaling it. Default, if {@link #bins} is called: 5. Excludes {@link #logScaleBound}.
   *
   * @param bound 0.1 to 20
   * @return this builder
   */
  public B bound(double bound) {
    spline = new Spline(spline == null ? BINS : spline.bins(), bound);
    return self();
  }

  @Override
  final void fill(
      ImmutableList.Builder<Transform> transforms, EventShape shape, Conditioner.Mlp net) {
    Univariate map = map();
    for (int i = 0; i < layers; i++) {
      add(transforms, new Autoregressive(map, net, i % 2 == 1, fast));
    }
  }

  private Univariate map() {
    checkState(
        affine == null || spline == null,
        "bins(...) and bound(...) are of splines and logScaleBound(...) is of affine maps, but both were called;"
            + " leave out one");
    if (spline != null) {
      return spline;
    }
    return affine != null ? affine : new Affine(LOG_SCALE_BOUND);
  }
}
