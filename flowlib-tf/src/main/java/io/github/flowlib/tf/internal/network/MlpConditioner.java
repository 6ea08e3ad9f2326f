package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.List;
import java.util.function.LongFunction;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * {@link Conditioner.Mlp}: the context is concatenated to the input of the first layer. Also the
 * encoder and the decoder of a variational autoencoder.
 */
public final class MlpConditioner implements ConditionerNetwork {

  private final DenseStack stack;
  private final int parameters;

  /**
   * For a coupling. The last layer is zero: a new one is the identity, whatever its hidden layers
   * do.
   */
  public MlpConditioner(
      Conditioner.Mlp spec,
      NetworkInputs inputs,
      int outputs,
      int parameters,
      Variables.Scope scope) {
    this(spec, inputs, outputs, parameters, fanIn -> Init.zeros(), scope);
  }

  /** With another start of the last layer, which knows the number of its inputs. */
  public MlpConditioner(
      Conditioner.Mlp spec,
      NetworkInputs inputs,
      int outputs,
      int parameters,
      LongFunction<Init> lastInit,
      Variables.Scope scope) {
    this.parameters = parameters;
    Activation activation = spec.activation();
    int last = spec.hidden().size();
    stack =
        DenseStack.declare(
            spec,
            inputs.size(),
            (long) parameters * outputs,
            (layer, width, units) -> {
              if (layer == last) {
                return lastInit.apply(width);
              }
              double bound = DenseLayer.boundOf(activation, width, units);
              return layer == 0 ? inputs.start(bound, units) : Init.uniform(bound);
            },
            scope);
  }

  @Override
  public List<Operand<TFloat32>> apply(Pass pass, Operand<TFloat32> input) {
    Operand<TFloat32> all = stack.apply(pass, pass.withContext(input));
    return parameters == 1
        ? ImmutableList.of(all)
        : ImmutableList.copyOf(
            pass.tf().split(pass.tf().constant(1), all, (long) parameters).output());
  }
}
