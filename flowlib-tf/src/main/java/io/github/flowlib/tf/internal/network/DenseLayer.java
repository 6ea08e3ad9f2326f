package io.github.flowlib.tf.internal.network;

import io.github.flowlib.spec.Activation;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * {@code x W + b}.
 *
 * @param weights {@code [inputs, outputs]}
 * @param bias {@code [outputs]}
 */
public record DenseLayer(Operand<TFloat32> weights, Operand<TFloat32> bias) {

  public static final String BIAS = "bias";

  /** Declares the variables; the bias starts at zero. */
  static DenseLayer declare(Variables.Scope scope, Init init, long inputs, long outputs) {
    return new DenseLayer(
        scope.trained("weights", init, inputs, outputs),
        scope.trained(BIAS, Init.zeros(), outputs));
  }

  /** For {@code x} of {@code [n, inputs]}. */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
    return tf.nn.biasAdd(tf.linalg.matMul(x, weights), bias);
  }

  /**
   * The same for {@code xᵀ} of {@code [inputs, n]}: {@code [outputs, n]}.
   *
   * <p>oneDNN multiplies by many weights faster from the left than from the right, most of all in
   * the gradient of x.
   */
  Operand<TFloat32> applyToColumns(Ops tf, Operand<TFloat32> columns) {
    return tf.math.add(
        tf.linalg.matMul(weights, columns, MatMul.transposeA(true)),
        tf.reshape(bias, tf.constant(new int[] {-1, 1})));
  }

  static Operand<TFloat32> activate(Ops tf, Activation activation, Operand<TFloat32> a) {
    return switch (activation) {
      case RELU -> tf.nn.relu(a);
      case TANH -> tf.math.tanh(a);
      case ELU -> tf.nn.elu(a);
      case SILU -> tf.math.mul(a, tf.math.sigmoid(a));
    };
  }

  /**
   * He et al. 2015 for rectifiers, Glorot and Bengio 2010 for tanh: the scale of activations stays
   * from layer to layer.
   */
  static double boundOf(Activation activation, double inputs, double outputs) {
    return activation == Activation.TANH
        ? Math.sqrt(6 / (inputs + outputs))
        : Math.sqrt(6 / inputs);
  }
}
