package io.github.flowlib.tf.internal.network;

import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link Context.Embedded}: one network, read by all layers of a model. */
public final class ContextEmbedding {

  private static final String NAME = "embedding";

  private final DenseStack stack;

  /** Declares the variables; {@link Context.Embedded} tells how they start. */
  public ContextEmbedding(Context.Embedded spec, Variables variables) {
    NetworkInputs inputs = NetworkInputs.ofContext(spec.context());
    int last = spec.network().hidden().size();
    stack =
        DenseStack.declare(
            spec.network(),
            inputs.size(),
            spec.width(),
            (layer, width, units) -> {
              double bound = Math.sqrt((layer == last ? 3.0 : 6.0) / width);
              return layer == 0 ? inputs.start(bound, units) : Init.uniform(bound);
            },
            variables.scope(NAME));
  }

  /** For an encoded context {@code [n, k]}: {@code [n, e]}. */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> encoded) {
    return stack.apply(new Pass(tf, Optional.empty()), encoded);
  }
}
