package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Dense layers one after another: hidden ones with activation and dropout, and a last one without.
 *
 * @param layers the last one at the end
 * @param activation of the hidden layers
 * @param dropouts one for every hidden layer
 */
public record DenseStack(
    ImmutableList<DenseLayer> layers, Activation activation, ImmutableList<Dropout> dropouts) {

  /** The name of the last layer; hidden ones are {@code hidden0}, {@code hidden1} and so on. */
  public static final String LAST = "last";

  /**
   * Weights of a layer, on average, from which on a step is faster by columns: below, the two
   * transpositions take longer than what the products save.
   */
  private static final double WIDE = 1 << 19;

  /** How the weights of a layer start. */
  @FunctionalInterface
  interface Start {

    /** Gives the weights of layer number {@code layer}, counted from 0. */
    Init weights(int layer, long inputs, long outputs);
  }

  /** Declares the variables. */
  static DenseStack declare(
      Conditioner.Mlp spec, long inputs, long outputs, Start start, Variables.Scope scope) {
    ImmutableList.Builder<DenseLayer> layers = ImmutableList.builder();
    long width = inputs;
    for (int i = 0; i <= spec.hidden().size(); i++) {
      boolean last = i == spec.hidden().size();
      long units = last ? outputs : spec.hidden().get(i);
      layers.add(
          DenseLayer.declare(
              scope.scope(last ? LAST : "hidden" + i),
              start.weights(i, width, units),
              width,
              units));
      width = units;
    }
    return new DenseStack(layers.build(), spec.activation(), Dropout.after(spec, scope));
  }

  /** For {@code x} of {@code [n, inputs]}: {@code [n, outputs]}. */
  Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    if (pass.isTrainingOnCpu() && isWide()) {
      Operand<TFloat32> columns = transposed(pass, x);
      return transposed(pass, through(pass, columns, DenseLayer::applyToColumns));
    }
    return through(pass, x, DenseLayer::apply);
  }

  private boolean isWide() {
    return layers.stream()
            .mapToLong(layer -> layer.weights().shape().size())
            .average()
            .orElseThrow()
        >= WIDE;
  }

  private static Operand<TFloat32> transposed(Pass pass, Operand<TFloat32> x) {
    return pass.tf().linalg.transpose(x, pass.tf().constant(new int[] {1, 0}));
  }

  /** How a layer maps what comes from the one before. */
  private interface Applied {

    Operand<TFloat32> apply(DenseLayer layer, Ops tf, Operand<TFloat32> x);
  }

  private Operand<TFloat32> through(Pass pass, Operand<TFloat32> x, Applied applied) {
    Operand<TFloat32> h = x;
    for (int i = 0; i < layers.size(); i++) {
      h = applied.apply(layers.get(i), pass.tf(), h);
      if (i < layers.size() - 1) {
        h = DenseLayer.activate(pass.tf(), activation, h);
        h = dropouts.get(i).apply(pass, h);
      }
    }
    return h;
  }

  /** Weights and bias of every layer, in order. */
  ImmutableList<Operand<TFloat32>> weights() {
    return layers.stream()
        .flatMap(layer -> ImmutableList.of(layer.weights(), layer.bias()).stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** The same with other layers of the same sizes. */
  DenseStack with(ImmutableList<DenseLayer> others) {
    return new DenseStack(others, activation, dropouts);
  }
}
