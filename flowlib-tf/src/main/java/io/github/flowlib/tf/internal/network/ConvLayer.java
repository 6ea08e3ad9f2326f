package io.github.flowlib.tf.internal.network;

import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code K * x + b}: a convolution that keeps height and width, with zeros beyond the borders.
 *
 * @param kernel {@code [side, side, inputs, outputs]}
 * @param bias {@code [outputs]}
 */
record ConvLayer(Operand<TFloat32> kernel, Operand<TFloat32> bias) {

  private static final List<Long> EVERY_PIXEL = List.of(1L, 1L, 1L, 1L);

  /** Declares the variables; the bias starts at zero. */
  static ConvLayer declare(Variables.Scope scope, Init init, long side, long inputs, long outputs) {
    return new ConvLayer(
        scope.trained("kernel", init, side, side, inputs, outputs),
        scope.trained(DenseLayer.BIAS, Init.zeros(), outputs));
  }

  /** For images {@code [n, h, w, inputs]}. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> images) {
    return tf.nn.biasAdd(convolve(tf, images), bias);
  }

  /**
   * The same, plus something of the shape of the outputs or broadcast to it.
   *
   * <p>The bias comes last, because TensorFlow's optimizer stumbles over an addition between bias
   * and activation (it says that its remapper failed, and gives up).
   */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> images, Operand<TFloat32> addend) {
    return tf.nn.biasAdd(tf.math.add(convolve(tf, images), addend), bias);
  }

  private Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> images) {
    return tf.nn.conv2d(images, kernel, EVERY_PIXEL, "SAME");
  }
}
