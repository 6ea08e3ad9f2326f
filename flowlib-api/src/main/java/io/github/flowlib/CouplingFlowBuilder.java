package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.TransformSpec;

/**
 * What the presets of coupling flows have in common: couplings and masks, beside what {@link
 * FlowBuilder} has.
 *
 * @param <B> the builder itself
 */
public abstract sealed class CouplingFlowBuilder<B extends CouplingFlowBuilder<B>>
    extends FlowBuilder<B> permits RealNVP.Builder, Nice.Builder, NeuralSplineFlow.Builder {

  private int couplings;
  private ImmutableList<Mask.Kind> masks = ImmutableList.of();

  CouplingFlowBuilder(int couplings, Base base, int unitsForImages) {
    super(base, unitsForImages);
    this.couplings = couplings;
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

  @Override
  final void fill(
      ImmutableList.Builder<TransformSpec> transforms, EventShape shape, ConditionerSpec.Mlp net) {
    boolean image = shape.hasRows();
    ImmutableList<Mask.Kind> kinds =
        !masks.isEmpty()
            ? masks
            : ImmutableList.of(image ? Mask.Kind.CHECKERBOARD : Mask.Kind.ALTERNATING);
    checkState(
        image || !kinds.contains(Mask.Kind.CHECKERBOARD),
        "masks(CHECKERBOARD) needs image(h, w), but dimension(%s) was called",
        shape.dimension());
    for (int i = 0; i < couplings; i++) {
      add(transforms, coupling(new Mask(kinds.get(i / 2 % kinds.size()), i % 2 == 1), net));
    }
    finish(transforms);
  }

  abstract TransformSpec coupling(Mask mask, ConditionerSpec.Mlp net);

  void finish(ImmutableList.Builder<TransformSpec> transforms) {}
}
