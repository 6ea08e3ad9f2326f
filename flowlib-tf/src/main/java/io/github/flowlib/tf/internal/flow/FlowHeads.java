package io.github.flowlib.tf.internal.flow;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.tf.internal.bijector.Bijector;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Overflow;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.SamplingInputs;
import io.github.flowlib.tf.internal.rows.SeedInput;
import io.github.flowlib.tf.internal.train.Statistics;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The inference graph of a flow: everything a user can ask of it, and no optimizer. */
public final class FlowHeads {

  final FlowGraph graph;
  final RowInputs inputs;
  final Placeholder<TFloat32> noise;
  final SamplingInputs sampling;

  /** {@code [n, d]}: what the first transform that is not elementwise sees of the rows. */
  final Operand<TFloat32> leading;

  /** {@code [n]}: log p(x), dequantized by content. */
  final Operand<TFloat64> logProb;

  /** {@code [n]}: the share of a leading logit in {@link #logProb}. */
  final Optional<Operand<TFloat64>> logitLogDet;

  /** Transforms with statistics, and what they see of the rows, dequantized by content. */
  final ImmutableList<Statistics.Layer> fitted;

  final Operand<TFloat32> toNoise;
  final Operand<TFloat32> toData;

  /** The noise that becomes {@link #sample}. */
  final Operand<TFloat32> drawnNoise;

  final Operand<TFloat32> sample;

  /** {@code [n]}: log p of {@link #sample}, for a signature. */
  private final Operand<TFloat64> sampleLogProb;

  public FlowHeads(FlowSpec spec, GraphSession session) {
    Ops tf = session.tf();
    graph = new FlowGraph(spec, session.variables());
    inputs = new RowInputs(tf, spec.dimension(), spec.context(), session.variables());
    noise =
        tf.withName("z")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, spec.dimension())));
    sampling = new SamplingInputs(tf, new SeedInput(tf));

    Dequantizer dequantizer = graph.dequantizer();
    Optional<Operand<TFloat32>> context = inputs.context();
    FlowGraph.Density density =
        graph.scored(
            new Pass(tf, context), inputs.rows(), dequantizer.evaluation(tf, inputs.rows()));
    leading = tf.identity(graph.leading(tf, dequantizer.centre(tf, inputs.rows())));
    logProb = Overflow.toNegativeInfinity(tf, density.logProb());
    fitted = graph.layers(tf, density, Bijector.Fitted.class);
    boolean startsWithLogit =
        !spec.transforms().isEmpty() && spec.transforms().get(0) instanceof Logit;
    logitLogDet =
        startsWithLogit
            ? density.transforms().firstLogDet().map(each -> each.sum(tf, inputs.rows()))
            : Optional.empty();
    toNoise =
        tf.identity(graph.density(tf, dequantizer.centre(tf, inputs.rows()), context).noise());
    toData = tf.identity(dequantizer.quantize(tf, graph.toData(tf, noise, context)));
    drawnNoise =
        graph.drawNoise(
            tf, sampling.count(), sampling.key(RandomStream.BASE), sampling.temperature(), context);
    sample = dequantizer.quantize(tf, graph.toData(tf, drawnNoise, context));
    sampleLogProb =
        Overflow.toNegativeInfinity(
            tf,
            graph
                .scored(new Pass(tf, context), sample, dequantizer.evaluation(tf, sample))
                .logProb());
  }

  /** What a saved model offers to other programs. */
  public ImmutableList<Signature> signatures() {
    return ImmutableList.of(
        rows("log_prob").output("log_prob", logProb).build(),
        rows("to_noise").output("z", toNoise).build(),
        inputs
            .addContextTo(Signature.builder("to_data").input("z", noise))
            .output("x", toData)
            .build(),
        draws("sample").output("x", sample).build(),
        draws("sample_and_log_prob").output("x", sample).output("log_prob", sampleLogProb).build());
  }

  private Signature.Builder rows(String name) {
    return inputs.addTo(Signature.builder(name));
  }

  private Signature.Builder draws(String name) {
    return sampling.addTo(inputs.addContextTo(Signature.builder(name)));
  }
}
