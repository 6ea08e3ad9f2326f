package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.network.Images;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link Squeeze}: TensorFlow's space to depth has the same order of channels. */
final class SqueezeBijector implements Bijector {

  private final long factor;
  private final EventShape before;
  private final EventShape after;

  SqueezeBijector(Squeeze spec, EventShape input) {
    factor = spec.factor();
    before = input;
    after = spec.output(input);
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    return new Mapped(
        Images.rows(tf, tf.nn.spaceToDepth(Images.of(tf, x, before), factor), after),
        LogDet.zero());
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return Images.rows(tf, tf.nn.depthToSpace(Images.of(tf, z, after), factor), before);
  }
}
