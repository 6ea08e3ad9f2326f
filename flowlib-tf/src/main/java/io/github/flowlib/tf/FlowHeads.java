package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The inference graph of a flow: everything a user can ask of it, and no optimizer. */
final class FlowHeads {

  final FlowGraph graph;
  final RowInputs inputs;
  final Placeholder<TFloat32> noise;
  final Placeholder<TInt32> count;
  final Placeholder<TInt64> key;
  final Placeholder<TFloat32> temperature;

  /** {@code [n]}: log p(x), dequantized by content. */
  final Operand<TFloat64> logProb;

  /** {@code [n]}: the share of a leading logit in {@link #logProb}. */
  final Optional<Operand<TFloat64>> logitLogDet;

  /** What each transform sees of the rows, dequantized by content. */
  final ImmutableList<Operand<TFloat32>> transformInputs;

  final Operand<TFloat32> toNoise;
  final Operand<TFloat32> toData;
  final Operand<TFloat32> sample;

  FlowHeads(FlowSpec spec, GraphSession session) {
    Ops tf = session.tf();
    graph = new FlowGraph(spec, session.variables());
    inputs = new RowInputs(tf, spec.dimension(), spec.context());
    noise =
        tf.withName("z")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, spec.dimension())));
    count = tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    key = tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    temperature =
        tf.withName("temperature").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));

    Dequantizer dequantizer = graph.dequantizer();
    Optional<Operand<TFloat32>> context = inputs.context();
    FlowGraph.Density density =
        graph.density(tf, dequantizer.evaluation(tf, inputs.rows()), context);
    logProb = density.logProb();
    transformInputs = density.inputs();
    boolean startsWithLogit =
        !spec.transforms().isEmpty() && spec.transforms().get(0) instanceof Logit;
    logitLogDet = startsWithLogit ? density.firstLogDet() : Optional.empty();
    toNoise = graph.density(tf, dequantizer.centre(tf, inputs.rows()), context).noise();
    toData = dequantizer.quantize(tf, graph.toData(tf, noise, context));
    Operand<TInt32> shape = tf.stack(ImmutableList.of(count, tf.constant(spec.dimension())));
    Operand<TFloat32> drawn = tf.math.mul(graph.base().sample(tf, shape, key), temperature);
    sample = dequantizer.quantize(tf, graph.toData(tf, drawn, context));
  }

  /** What a saved model offers to other programs. */
  ImmutableList<Signature> signatures() {
    Signature.Builder signature = Signature.builder("log_prob").output("log_prob", logProb);
    inputs.byName().forEach(signature::input);
    return ImmutableList.of(signature.build());
  }
}
