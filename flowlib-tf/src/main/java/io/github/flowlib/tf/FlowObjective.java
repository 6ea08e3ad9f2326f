package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.spec.FlowSpec;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** The training graph of a flow: the mean of −log p over a batch. */
final class FlowObjective {

  private FlowObjective() {}

  static Objective build(FlowSpec spec, GraphSession session) {
    Ops tf = session.tf();
    FlowGraph graph = new FlowGraph(spec, session.variables());
    RowInputs inputs = new RowInputs(tf, spec.dimension(), spec.context());
    Placeholder<TInt64> key = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    Operand<TFloat32> noisy = graph.dequantizer().training(tf, inputs.rows(), key);
    Operand<TFloat64> logProb = graph.density(tf, noisy, inputs.context()).logProb();
    Operand<TFloat64> loss = tf.math.neg(tf.math.mean(logProb, tf.constant(0)));
    Operand<TFloat32> repeatable = graph.dequantizer().evaluation(tf, inputs.rows());
    return new Objective(
        inputs,
        ImmutableMap.of(Site.DEQUANTIZATION, key),
        ImmutableList.of(),
        loss,
        graph.density(tf, repeatable, inputs.context()).logProb(),
        spec.dimension());
  }
}
