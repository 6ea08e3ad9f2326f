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

  /** The names of the last layer and of its bias. */
  static final String LAST = "last";

  static final String BIAS = "bias";

  private record Layer(Operand<TFloat32> weights, Operand<TFloat32> bias) {

    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
      return tf.nn.biasAdd(tf.linalg.matMul(x, weights), bias);
    }
  }

  private final Activation activation;
  private final ImmutableList<Layer> hidden;
  private final Layer last;
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
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    long width = inputs.size();
    for (int i = 0; i < spec.hidden().size(); i++) {
      int units = spec.hidden().get(i);
      double bound = boundOf(activation, width, units);
      Init init = i == 0 ? firstInit(inputs, bound, units) : Init.uniform(bound);
      layers.add(layer(scope.scope("hidden" + i), init, width, units));
      width = units;
    }
    hidden = layers.build();
    last = layer(scope.scope(LAST), lastInit.apply(width), width, (long) parameters * outputs);
  }

  private static Layer layer(Variables.Scope scope, Init init, long inputs, long outputs) {
    return new Layer(
        scope.trained("weights", init, inputs, outputs),
        scope.trained(BIAS, Init.zeros(), outputs));
  }

  /**
   * He et al. 2015 for rectifiers, Glorot and Bengio 2010 for tanh: the scale of activations stays
   * from layer to layer.
   */
  private static double boundOf(Activation activation, long inputs, int outputs) {
    return activation == Activation.TANH
        ? Math.sqrt(6.0 / (inputs + outputs))
        : Math.sqrt(6.0 / inputs);
  }

  /** Rows of weights for the values, then those for the context. */
  private static Init firstInit(NetworkInputs inputs, double bound, int units) {
    return Init.uniform(bound)
        .then(inputs.values() * units, Init.uniform(bound * inputs.contextGain()));
  }

  @Override
  public List<Operand<TFloat32>> apply(Pass pass, Operand<TFloat32> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> h =
        pass.context()
            .<Operand<TFloat32>>map(c -> tf.concat(ImmutableList.of(input, c), tf.constant(1)))
            .orElse(input);
    for (Layer layer : hidden) {
      h = activate(tf, layer.apply(tf, h));
    }
    Operand<TFloat32> all = last.apply(tf, h);
    return parameters == 1
        ? ImmutableList.of(all)
        : ImmutableList.copyOf(tf.split(tf.constant(1), all, (long) parameters).output());
  }

  private Operand<TFloat32> activate(Ops tf, Operand<TFloat32> a) {
    return switch (activation) {
      case RELU -> tf.nn.relu(a);
      case TANH -> tf.math.tanh(a);
      case ELU -> tf.nn.elu(a);
      case SILU -> tf.math.mul(a, tf.math.sigmoid(a));
    };
  }
}
