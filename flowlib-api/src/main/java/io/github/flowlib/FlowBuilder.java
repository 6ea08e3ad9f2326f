package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import io.github.flowlib.internal.Copies;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.Transform;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the presets of flows have in common: the data, the context, preprocessing, networks and the
 * noise.
 *
 * <p>Bad values are found when a method is called ({@link IllegalArgumentException}); options that
 * contradict each other when {@link #build()} is ({@link IllegalStateException}). A later call of
 * an option replaces an earlier one.
 *
 * @param <B> the builder itself
 */
public abstract sealed class FlowBuilder<B extends FlowBuilder<B>> extends ModelBuilder<B>
    permits DenseFlowBuilder, MultiScaleFlowBuilder {

  private static final int PIXEL_LEVELS = 256;
  private static final double NOISE_BOUND = 2;
  private static final int MARGINAL_KNOTS = 32;

  private enum Preprocessing {
    NONE,
    LOGIT,
    MARGINALS,
    GIVEN
  }

  private Base base;
  private @Nullable Preprocessing preprocessing;
  private double alpha;
  private List<Transform> given = List.of();
  private boolean standardize;
  private ImmutableList<Transform> noise = ImmutableList.of();
  private boolean batchNorm;

  FlowBuilder(Base base) {
    this.base = base;
  }

  /**
   * The data are grey 8-bit images: flat rows of whole numbers 0 … 255, dequantized by uniform
   * noise.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1; an image has at least 2 pixels
   * @return this builder
   */
  @Override
  public B image(int height, int width) {
    EventShape image = EventShape.image(height, width, 1);
    checkArgument(
        image.dimension() >= 2,
        "an image must have at least 2 pixels (one is given the other), but was %s x %s",
        height,
        width);
    return super.image(height, width);
  }

  /**
   * The distribution of the noise, such as {@code Base.mixtureOfNormals(10)}. The default is that
   * of the preset. One that is conditional needs {@link #conditional} or {@link #context}, which
   * {@link #build()} checks.
   *
   * @param base see {@link Base}
   * @return this builder
   */
  public B base(Base base) {
    this.base = checkNotNull(base, "base must not be null");
    return self();
  }

  /**
   * Preprocesses by {@link Logit}: pixels from 0 … 256 after dequantization, vectors from [0, 1].
   * Samples of vectors can be exactly 0 or 1, the more of them the larger alpha is, and the density
   * lacks their mass; for vectors take a small one.
   *
   * @param alpha at least 1e-7 and below 0.5; papers use 1e-6 (MAF) and 0.05 (RealNVP)
   * @return this builder
   */
  public B logit(double alpha) {
    this.alpha = new Logit(alpha, 0, 1).alpha();
    preprocessing = Preprocessing.LOGIT;
    return self();
  }

  /**
   * Maps every value through its own empirical distribution onto a standard normal: pixels by
   * {@link Marginals}, the default for images, and vectors by {@link MarginalSpline} with 32 knots.
   *
   * @return this builder
   */
  public B marginals() {
    preprocessing = Preprocessing.MARGINALS;
    return self();
  }

  /**
   * Preprocesses by transforms of your choice, in order from the data on; they must keep the shape
   * of the event. For positive columns: {@code preprocess(new Softplus(100))}.
   *
   * @param first sees the data
   * @param others what follows it
   * @return this builder
   */
  public B preprocess(Transform first, Transform... others) {
    checkNotNull(others, "other transforms to preprocess with must not be null");
    given = Copies.of(Lists.asList(first, others), "transforms to preprocess with");
    preprocessing = Preprocessing.GIVEN;
    return self();
  }

  /**
   * The first transform sees the data as they are. The default for vectors, whose columns should
   * have a mean of about 0 and a standard deviation of about 1; others need {@link #standardize}.
   *
   * @return this builder
   */
  public B noPreprocessing() {
    preprocessing = Preprocessing.NONE;
    return self();
  }

  /**
   * Standardises every value after the preprocessing ({@link Standardization}). Default: not.
   * Columns of other units need it: without it, those with a mean of several standard deviations
   * are hardly learned at all. After {@link #logit} it helps: networks need not learn the large
   * shifts of dark pixels step by step.
   *
   * @return this builder
   */
  public B standardize() {
    standardize = true;
    return self();
  }

  /**
   * Learns the noise that makes pixels continuous ({@link Dequantization.Variational}), with affine
   * couplings of checkerboard masks, dense networks with ReLU, and log-scale bound 2. Default:
   * uniform noise. Needs {@link #image}.
   *
   * @param couplings at least 1; an even number reaches every pixel
   * @param units of the hidden layers of every network, each at least 1
   * @return this builder
   */
  public B variationalDequantization(int couplings, int... units) {
    checkArgument(
        couplings >= 1,
        "couplings of the dequantization must be at least 1, but was %s",
        couplings);
    checkNotNull(units, "units of hidden layers must not be null");
    Conditioner.Mlp net =
        new Conditioner.Mlp(ImmutableList.copyOf(Ints.asList(units)), Activation.RELU);
    noise =
        IntStream.range(0, couplings)
            .mapToObj(
                i ->
                    new AffineCoupling(
                        new Mask(Mask.Kind.CHECKERBOARD, i % 2 == 1), net, NOISE_BOUND))
            .collect(ImmutableList.toImmutableList());
    return self();
  }

  /**
   * Normalises every value by {@link BatchNorm} after every coupling or autoregressive transform,
   * as Papamakarios et al. 2017 do; in image flows of several scales every channel. Default: not.
   *
   * @return this builder
   */
  public B batchNorm() {
    batchNorm = true;
    return self();
  }

  /**
   * Checks everything and fills the list of transforms.
   *
   * @return the flow
   * @throws IllegalStateException if neither {@code image} nor {@code dimension} was called, or
   *     options contradict each other
   */
  public FlowSpec build() {
    return built(this::build);
  }

  private FlowSpec build(EventShape shape) {
    boolean image = shape.isImage();
    checkState(
        image || noise.isEmpty(),
        "variationalDequantization(...) needs 8-bit data, but dimension(%s) says that they are continuous; use"
            + " image(h, w), or leave it out",
        shape.dimension());
    Preprocessing first =
        preprocessing != null
            ? preprocessing
            : image ? Preprocessing.MARGINALS : Preprocessing.NONE;
    ImmutableList.Builder<Transform> transforms = ImmutableList.builder();
    switch (first) {
      case LOGIT -> transforms.add(new Logit(alpha, 0, image ? PIXEL_LEVELS : 1));
      case MARGINALS ->
          transforms.add(image ? new Marginals(PIXEL_LEVELS) : new MarginalSpline(MARGINAL_KNOTS));
      case GIVEN -> transforms.addAll(checkedGiven(shape));
      case NONE -> {}
    }
    if (standardize) {
      transforms.add(new Standardization());
    }
    fill(transforms, shape);
    return new FlowSpec(
        shape,
        context(activation()),
        image ? dequantization() : Dequantization.none(),
        transforms.build(),
        base);
  }

  private List<Transform> checkedGiven(EventShape shape) {
    for (Transform transform : given) {
      checkState(
          transform.output(shape).equals(shape),
          "preprocess(...) needs transforms that keep the shape %s, but %s gives %s; write a FlowSpec by hand",
          shape,
          transform,
          transform.output(shape));
    }
    return given;
  }

  private Dequantization dequantization() {
    if (noise.isEmpty()) {
      return Dequantization.uniform(PIXEL_LEVELS);
    }
    return Dequantization.variational(PIXEL_LEVELS, noise);
  }

  /** Adds a coupling or an autoregressive transform, and what stands after each of them. */
  final void add(ImmutableList.Builder<Transform> transforms, Transform transform) {
    add(transforms, transform, BatchNorm.ofValues());
  }

  /** With another kind of batch normalisation. */
  final void add(ImmutableList.Builder<Transform> transforms, Transform transform, BatchNorm norm) {
    transforms.add(transform);
    if (batchNorm) {
      transforms.add(norm);
    }
  }

  /** The nonlinearity of the networks, which that of an embedding follows. */
  abstract Activation activation();

  /** Adds what follows the preprocessing. */
  abstract void fill(ImmutableList.Builder<Transform> transforms, EventShape shape);
}
