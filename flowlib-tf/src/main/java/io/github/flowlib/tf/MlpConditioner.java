package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.ConditionerSpec;
import java.util.List;
import java.util.function.LongFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@link ConditionerSpec.Mlp}: the context is concatenated to the input of the first layer. Also
 * the encoder and the decoder of a variational autoencoder.
 */
final class MlpConditioner implements Conditioner {

  /** The name of the last layer. */
  static final String LAST = "last";

  private final Activation activation;
  private final ImmutableList<DenseLayer> hidden;
  private final DenseLayer last;
  private final int parameters;

  /**
   * For a coupling. The last layer is zero: a new one is the identity, whatever its hidden layers
   * do.
   */
  MlpConditioner(
      ConditionerSpec.Mlp spec,
      NetworkInputs inputs,
      int outputs,
      int parameters,
      Variables.Scope scope) {
    this(spec, inputs, outputs, parameters, fanIn -> Init.zeros(), scope);
  }

  /** With another start of the last layer, which knows the number of its inputs. */
  MlpConditioner(
      ConditionerSpec.Mlp spec,
      NetworkInputs inputs,
      int outputs,
      int parameters,
      LongFunction<Init> lastInit,
      Variables.Scope scope) {
    this.activation = spec.activation();
    this.parameters = parameters;
    ImmutableList.Builder<DenseLayer> layers = ImmutableList.builder();
    long width = inputs.size();
    for (int i = 0; i < spec.hidden().size(); i++) {
      int units = spec.hidden().get(i);
      double bound = DenseLayer.boundOf(activation, width, units);
      Init init = i == 0 ? inputs.start(bound, units) : Init.uniform(bound);
      layers.add(DenseLayer.declare(scope.scope("hidden" + i), init, width, units));
      width = units;
    }
    hidden = layers.build();
    last =
        DenseLayer.declare(
            scope.scope(LAST), lastInit.apply(width), width, (long) parameters * outputs);
  }

  @Override
  public List<Operand<TFloat32>> apply(Pass pass, Operand<TFloat32> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> h =
        pass.context()
            .<Operand<TFloat32>>map(c -> tf.concat(ImmutableList.of(input, c), tf.constant(1)))
            .orElse(input);
    for (DenseLayer layer : hidden) {
      h = DenseLayer.activate(tf, activation, layer.apply(tf, h));
    }
    Operand<TFloat32> all = last.apply(tf, h);
    return parameters == 1
        ? ImmutableList.of(all)
        : ImmutableList.copyOf(tf.split(tf.constant(1), all, (long) parameters).output());
  }
}
