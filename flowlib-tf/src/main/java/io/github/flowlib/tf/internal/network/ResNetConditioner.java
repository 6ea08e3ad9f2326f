package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link Conditioner.ResNet}. */
final class ResNetConditioner implements ConditionerNetwork {

  private static final int SIDE = 3;
  private static final int CHANNEL_AXIS = 3;

  /** A convolution with weights for the context, which is the same at every pixel. */
  private record Conditional(ConvLayer layer, Optional<Operand<TFloat32>> contextWeights) {

    static Conditional declare(
        Variables.Scope scope, Activation activation, int inputs, int filters, Context context) {
      double bound =
          DenseLayer.boundOf(activation, SIDE * SIDE * inputs, (double) SIDE * SIDE * filters);
      return new Conditional(
          ConvLayer.declare(scope, Init.uniform(bound), SIDE, inputs, filters),
          context instanceof Context.None
              ? Optional.empty()
              : Optional.of(
                  scope.trained("context", Init.zeros(), context.encodedWidth(), filters)));
    }

    Operand<TFloat32> apply(Pass pass, Operand<TFloat32> images) {
      Ops tf = pass.tf();
      if (contextWeights.isEmpty()) {
        return layer.apply(tf, images);
      }
      Operand<TFloat32> perRow =
          tf.linalg.matMul(pass.context().orElseThrow(), contextWeights.get());
      return layer.apply(
          tf, images, tf.expandDims(tf.expandDims(perRow, tf.constant(1)), tf.constant(1)));
    }
  }

  private record Block(Conditional first, ConvLayer second) {}

  private final Activation activation;
  private final int parameters;
  private final PartImage input;
  private final PartImage output;
  private final Conditional first;
  private final ImmutableList<Block> blocks;
  private final ConvLayer last;

  ResNetConditioner(
      Conditioner.ResNet spec,
      Split split,
      Context context,
      int parameters,
      Variables.Scope scope) {
    activation = spec.activation();
    this.parameters = parameters;
    input = split.imageOfA();
    output = split.imageOfB();
    int filters = spec.filters();
    first =
        Conditional.declare(
            scope.scope("first"), activation, input.shape().size(2), filters, context);
    ImmutableList.Builder<Block> declared = ImmutableList.builder();
    for (int i = 0; i < spec.blocks(); i++) {
      Variables.Scope block = scope.scope("block" + i);
      double small =
          DenseLayer.boundOf(activation, SIDE * SIDE * filters, SIDE * SIDE * (double) filters)
              / (2 * spec.blocks());
      declared.add(
          new Block(
              Conditional.declare(block.scope("first"), activation, filters, filters, context),
              ConvLayer.declare(
                  block.scope("second"), Init.uniform(small), SIDE, filters, filters)));
    }
    blocks = declared.build();
    last =
        ConvLayer.declare(
            scope.scope(DenseStack.LAST),
            Init.zeros(),
            1,
            filters,
            (long) parameters * output.shape().size(2));
  }

  @Override
  public List<Operand<TFloat32>> apply(Pass pass, Operand<TFloat32> part) {
    Ops tf = pass.tf();
    Operand<TFloat32> h = first.apply(pass, input.of(tf, part));
    for (Block block : blocks) {
      Operand<TFloat32> inner = block.first().apply(pass, DenseLayer.activate(tf, activation, h));
      h = block.second().apply(tf, DenseLayer.activate(tf, activation, inner), h);
    }
    Operand<TFloat32> all = last.apply(tf, DenseLayer.activate(tf, activation, h));
    if (parameters == 1) {
      return ImmutableList.of(output.part(tf, all));
    }
    return tf.split(tf.constant(CHANNEL_AXIS), all, (long) parameters).output().stream()
        .<Operand<TFloat32>>map(each -> output.part(tf, each))
        .collect(ImmutableList.toImmutableList());
  }
}
