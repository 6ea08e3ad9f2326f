package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.TransformSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the presets of coupling flows have in common: the data, the context, preprocessing, masks
 * and networks.
 *
 * <p>Bad values are found when a method is called ({@link IllegalArgumentException}); options that
 * contradict each other when {@link #build()} is ({@link IllegalStateException}). Later calls
 * replace earlier ones.
 *
 * @param <B> the builder itself
 */
public abstract sealed class CouplingFlowBuilder<B extends CouplingFlowBuilder<B>>
    extends ModelBuilder<B> permits RealNVP.Builder, Nice.Builder {

  private static final int PIXEL_LEVELS = 256;

  private enum Preprocessing {
    NONE,
    LOGIT,
    MARGINALS
  }

  private int couplings;
  private @Nullable ImmutableList<Integer> hidden;
  private Activation activation = Activation.RELU;
  private ImmutableList<Mask.Kind> masks = ImmutableList.of();
  private Base base;
  private @Nullable Preprocessing preprocessing;
  private double alpha;

  CouplingFlowBuilder(int couplings, Base base) {
    this.couplings = couplings;
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
        "an image must have at least 2 pixels (a coupling splits them), but was %s x %s",
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
    checkArgument(d >= 2, "dimension must be at least 2 (a coupling splits it), but was %s", d);
    return super.dimension(d);
  }

  /**
   * How many couplings, with masks that change places from one to the next. A single coupling
   * leaves half of the values as they are.
   *
   * <p>The default is that of the preset.
   *
   * @param couplings at least 1
   * @return this builder
   */
  public B couplings(int couplings) {
    checkArgument(couplings >= 1, "couplings must be at least 1, but was %s", couplings);
    this.couplings = couplings;
    return self();
  }

  /**
   * Units of the hidden layers of every network. Default: 1024, 1024 for images, 128, 128 for
   * vectors.
   *
   * @param units of each hidden layer, each at least 1; none gives linear networks
   * @return this builder
   */
  public B hidden(int... units) {
    ImmutableList<Integer> list = ImmutableList.copyOf(Ints.asList(units));
    hidden = new ConditionerSpec.Mlp(list, activation).hidden();
    return self();
  }

  /**
   * The nonlinearity of every network. Default {@link Activation#RELU}.
   *
   * @param activation between the layers
   * @return this builder
   */
  public B activation(Activation activation) {
    this.activation = checkNotNull(activation, "activation must not be null");
    return self();
  }

  /**
   * How couplings split the event. Couplings 1 and 2 use the first kind, plain and flipped, 3 and 4
   * the second, and so on in turn. Default: {@link Mask.Kind#CHECKERBOARD} for images, {@link
   * Mask.Kind#ALTERNATING} for vectors.
   *
   * @param kinds at least one
   * @return this builder
   */
  public B masks(Mask.Kind... kinds) {
    checkArgument(kinds.length > 0, "masks must name at least 1 kind, but named 0");
    masks = ImmutableList.copyOf(kinds);
    return self();
  }

  /**
   * The distribution of the noise. The default is that of the preset.
   *
   * @param base with independent components
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
   * Preprocesses by {@link Marginals}. The default for images; needs {@link #image}.
   *
   * @return this builder
   */
  public B marginals() {
    preprocessing = Preprocessing.MARGINALS;
    return self();
  }

  /**
   * The first coupling sees the data as they are. The default for vectors, which should be of about
   * unit scale.
   *
   * @return this builder
   */
  public B noPreprocessing() {
    preprocessing = Preprocessing.NONE;
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
    Preprocessing first =
        preprocessing != null
            ? preprocessing
            : image ? Preprocessing.MARGINALS : Preprocessing.NONE;
    checkState(
        image || first != Preprocessing.MARGINALS,
        "marginals() needs 8-bit data, but dimension(%s) says that they are continuous; use image(h, w), or logit(alpha)"
            + " or noPreprocessing()",
        shape.dimension());
    ImmutableList<Mask.Kind> kinds =
        !masks.isEmpty()
            ? masks
            : ImmutableList.of(image ? Mask.Kind.CHECKERBOARD : Mask.Kind.ALTERNATING);
    checkState(
        image || !kinds.contains(Mask.Kind.CHECKERBOARD),
        "masks(CHECKERBOARD) needs image(h, w), but dimension(%s) was called",
        shape.dimension());

    ImmutableList.Builder<TransformSpec> transforms = ImmutableList.builder();
    switch (first) {
      case LOGIT -> transforms.add(new Logit(alpha, 0, image ? PIXEL_LEVELS : 1));
      case MARGINALS -> transforms.add(new Marginals(PIXEL_LEVELS));
      case NONE -> {}
    }
    ImmutableList<Integer> units =
        hidden != null ? hidden : image ? ImmutableList.of(1024, 1024) : ImmutableList.of(128, 128);
    for (int i = 0; i < couplings; i++) {
      Mask mask = new Mask(kinds.get(i / 2 % kinds.size()), i % 2 == 1);
      transforms.add(coupling(mask, units, activation));
    }
    finish(transforms);
    return new FlowSpec(
        shape,
        context(),
        image ? new Dequantization.Uniform(PIXEL_LEVELS) : new Dequantization.None(),
        transforms.build(),
        base);
  }

  abstract TransformSpec coupling(Mask mask, ImmutableList<Integer> units, Activation activation);

  void finish(ImmutableList.Builder<TransformSpec> transforms) {}
}
