package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.TransformSpec;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the presets of flows have in common: the data, the context, preprocessing, networks and the
 * noise.
 *
 * <p>Bad values are found when a method is called ({@link IllegalArgumentException}); options that
 * contradict each other when {@link #build()} is ({@link IllegalStateException}). Later calls
 * replace earlier ones.
 *
 * @param <B> the builder itself
 */
public abstract sealed class FlowBuilder<B extends FlowBuilder<B>> extends ModelBuilder<B>
    permits AutoregressiveFlowBuilder, CouplingFlowBuilder, Glow.Builder {

  private static final int PIXEL_LEVELS = 256;
  private static final int UNITS_FOR_VECTORS = 128;
  private static final double NOISE_BOUND = 2;
  private static final int MARGINAL_KNOTS = 32;

  private enum Preprocessing {
    NONE,
    LOGIT,
    MARGINALS,
    GIVEN
  }

  private @Nullable ImmutableList<Integer> hidden;
  private Activation activation = Activation.RELU;
  private OptionalDouble dropout = OptionalDouble.empty();
  private Base base;
  private @Nullable Preprocessing preprocessing;
  private double alpha;
  private ImmutableList<TransformSpec> given = ImmutableList.of();
  private boolean standardize;
  private ImmutableList<TransformSpec> noise = ImmutableList.of();
  private boolean batchNorm;
  private boolean choosesActivation;
  private final int unitsForImages;

  FlowBuilder(Base base, int unitsForImages) {
    this.base = base;
    this.unitsForImages = unitsForImages;
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
   * The data are vectors of continuous numbers.
   *
   * @param d numbers in a row, at least 2
   * @return this builder
   */
  @Override
  public B dimension(int d) {
    checkArgument(d >= 2, "dimension must be at least 2 (one is given the other), but was %s", d);
    return super.dimension(d);
  }

  /**
   * Units of the hidden layers of every network but those of an embedding or of {@link
   * #variationalDequantization}. Default: 1024, 1024 for images (512, 512 for {@link
   * NeuralSplineFlow}, whose last layer is much wider), 128, 128 for vectors.
   *
   * @param units of each hidden layer, each at least 1; none gives linear networks
   * @return this builder
   */
  public B hidden(int... units) {
    checkNotNull(units, "units of hidden layers must not be null");
    ImmutableList<Integer> list = ImmutableList.copyOf(Ints.asList(units));
    hidden = new ConditionerSpec.Mlp(list, activation).hidden();
    return self();
  }

  /**
   * The nonlinearity of every network but those of {@link #variationalDequantization}. Default
   * {@link Activation#RELU}.
   *
   * @param activation between the layers
   * @return this builder
   */
  public B activation(Activation activation) {
    this.activation = checkNotNull(activation, "activation must not be null");
    choosesActivation = true;
    return self();
  }

  /**
   * Leaves out hidden units in training, of every network but those of an embedding or of {@link
   * #variationalDequantization}: {@link ConditionerSpec.Mlp#dropout()}. Default: not.
   *
   * @param rate above 0 and below 1
   * @return this builder
   */
  public B dropout(double rate) {
    dropout =
        new ConditionerSpec.Mlp(ImmutableList.of(), activation, OptionalDouble.of(rate)).dropout();
    return self();
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
  public B preprocess(TransformSpec first, TransformSpec... others) {
    checkNotNull(first, "the transform to preprocess with must not be null");
    given = ImmutableList.copyOf(Lists.asList(first, others));
    preprocessing = Preprocessing.GIVEN;
    return self();
  }

  /**
   * The first transform sees the data as they are. The default for vectors, which should be of
   * about unit scale.
   *
   * @return this builder
   */
  public B noPreprocessing() {
    preprocessing = Preprocessing.NONE;
    return self();
  }

  /**
   * Standardises every value after the preprocessing ({@link Standardization}). Default: not. After
   * {@link #logit} it helps: networks need not learn the large shifts of dark pixels step by step.
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
    ConditionerSpec.Mlp net =
        new ConditionerSpec.Mlp(ImmutableList.copyOf(Ints.asList(units)), Activation.RELU);
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
    EventShape shape = event();
    boolean image = shape.hasRows();
    checkState(
        image || noise.isEmpty(),
        "variationalDequantization(...) needs 8-bit data, but dimension(%s) says that they are continuous; use"
            + " image(h, w), or leave it out",
        shape.dimension());
    Preprocessing first =
        preprocessing != null
            ? preprocessing
            : image ? Preprocessing.MARGINALS : Preprocessing.NONE;
    ImmutableList.Builder<TransformSpec> transforms = ImmutableList.builder();
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
    ImmutableList<Integer> units =
        hidden != null
            ? hidden
            : ImmutableList.copyOf(
                Collections.nCopies(2, image ? unitsForImages : UNITS_FOR_VECTORS));
    fill(transforms, shape, new ConditionerSpec.Mlp(units, activation, dropout));
    return new FlowSpec(
        shape,
        context(activation),
        image ? dequantization() : new Dequantization.None(),
        transforms.build(),
        base);
  }

  private ImmutableList<TransformSpec> checkedGiven(EventShape shape) {
    for (TransformSpec transform : given) {
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
      return new Dequantization.Uniform(PIXEL_LEVELS);
    }
    return new Dequantization.Variational(PIXEL_LEVELS, noise);
  }

  /** Whether options of dense networks were set. */
  final boolean setsDense() {
    return hidden != null || dropout.isPresent();
  }

  /** With the activation that was chosen, if one was. */
  final ConditionerSpec.ResNet activated(ConditionerSpec.ResNet net) {
    return choosesActivation ? net.withActivation(activation) : net;
  }

  /** Adds a coupling or an autoregressive transform, and what stands after each of them. */
  final void add(ImmutableList.Builder<TransformSpec> transforms, TransformSpec transform) {
    add(transforms, transform, BatchNorm.ofValues());
  }

  /** With another kind of batch normalisation. */
  final void add(
      ImmutableList.Builder<TransformSpec> transforms, TransformSpec transform, BatchNorm norm) {
    transforms.add(transform);
    if (batchNorm) {
      transforms.add(norm);
    }
  }

  /** Adds what follows the preprocessing, with networks of that kind. */
  abstract void fill(
      ImmutableList.Builder<TransformSpec> transforms, EventShape shape, ConditionerSpec.Mlp net);
}
