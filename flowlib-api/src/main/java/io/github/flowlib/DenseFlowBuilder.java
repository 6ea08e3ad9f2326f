package io.github.flowlib;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Transform;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the presets of flows with dense networks have in common: they serve vectors as well as
 * images, and their networks are of fully connected layers.
 *
 * @param <B> the builder itself
 */
public abstract sealed class DenseFlowBuilder<B extends DenseFlowBuilder<B>> extends FlowBuilder<B>
    permits AutoregressiveFlowBuilder, CouplingFlowBuilder {

  private static final int UNITS_FOR_VECTORS = 128;

  private final int unitsForImages;
  private @Nullable List<Integer> hidden;
  private Activation activation = Activation.RELU;
  private OptionalDouble dropout = OptionalDouble.empty();

  DenseFlowBuilder(Base base, int unitsForImages) {
    super(base);
    this.unitsForImages = unitsForImages;
  }

  /**
   * The data are vectors of continuous numbers. Couplings map one part of them given the other, so
   * {@link RealNVP}, {@link NICE} and {@link NeuralSplineFlow} take two or more; {@link MAF} and
   * {@link IAF} take one as well.
   *
   * @param d numbers in a row, at least 2 with couplings and at least 1 with autoregressive
   *     transforms
   * @return this builder
   */
  public abstract B dimension(int d);

  /**
   * Units of the hidden layers of every network but those of an embedding or of {@link
   * #variationalDequantization}. Default: 1024, 1024 for images (512, 512 for {@link
   * NeuralSplineFlow}, whose last layer is much wider), 128, 128 for vectors; {@link MAF} and
   * {@link IAF} want at least as many as there are values in a row.
   *
   * @param units of each hidden layer, each at least 1; none gives linear networks
   * @return this builder
   */
  public B hidden(int... units) {
    checkNotNull(units, "units of hidden layers must not be null");
    hidden = Conditioner.mlp(activation, units).hidden();
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
    return self();
  }

  /**
   * Leaves out hidden units in training, of every network but those of an embedding or of {@link
   * #variationalDequantization}: {@link Conditioner.Mlp#dropout()}. Default: not.
   *
   * @param rate above 0 and below 1
   * @return this builder
   */
  public B dropout(double rate) {
    dropout =
        new Conditioner.Mlp(ImmutableList.of(), activation, OptionalDouble.of(rate)).dropout();
    return self();
  }

  @Override
  final Activation activation() {
    return activation;
  }

  @Override
  final void fill(ImmutableList.Builder<Transform> transforms, EventShape shape) {
    List<Integer> units =
        hidden != null
            ? hidden
            : Collections.nCopies(2, shape.isImage() ? unitsForImages : UNITS_FOR_VECTORS);
    fill(transforms, shape, new Conditioner.Mlp(units, activation, dropout));
  }

  /** Adds what follows the preprocessing, with networks of that kind. */
  abstract void fill(
      ImmutableList.Builder<Transform> transforms, EventShape shape, Conditioner.Mlp net);
}
