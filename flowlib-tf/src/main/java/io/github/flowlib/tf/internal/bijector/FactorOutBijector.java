package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.network.Images;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link FactorOut}: the pass keeps what leaves. */
final class FactorOutBijector implements Bijector {

  private static final int CHANNEL_AXIS = 3;

  private final EventShape before;
  private final EventShape staying;
  private final EventShape leaving;

  FactorOutBijector(FactorOut spec, EventShape input) {
    before = input;
    staying = spec.output(input);
    leaving = EventShape.image(input.size(0), input.size(1), spec.channels());
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    List<org.tensorflow.Output<TFloat32>> parts =
        tf.splitV(
                Images.of(tf, x, before),
                tf.constant(new int[] {staying.size(2), leaving.size(2)}),
                tf.constant(CHANNEL_AXIS),
                2L)
            .output();
    pass.factoredOut().add(Images.rows(tf, parts.get(1), leaving));
    return new Mapped(Images.rows(tf, parts.get(0), staying), LogDet.zero());
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    Operand<TFloat32> both =
        tf.concat(
            ImmutableList.of(
                Images.of(tf, z, staying), Images.of(tf, pass.factoredOut().removeLast(), leaving)),
            tf.constant(CHANNEL_AXIS));
    return Images.rows(tf, both, before);
  }
}
