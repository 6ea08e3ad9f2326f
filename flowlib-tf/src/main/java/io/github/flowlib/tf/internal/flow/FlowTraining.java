package io.github.flowlib.tf.internal.flow;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.bijector.Bijector;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Overflow;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.TrainingRows;
import io.github.flowlib.tf.internal.train.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** The training graph of a flow: the mean of −log p over a batch. */
final class FlowTraining {

  private FlowTraining() {}

  static Objective build(FlowSpec spec, GraphSession session, int batchSize) {
    Ops tf = session.tf();
    FlowGraph graph = new FlowGraph(spec, session.variables());
    RowInputs inputs = new RowInputs(tf, spec.dimension(), spec.context(), session.variables());
    TrainingRows batch = new TrainingRows(tf, inputs, batchSize);
    Placeholder<TInt64> key = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    Operand<TFloat32> noisy = graph.dequantizer().training(tf, batch.rows(), key);
    Placeholder<TInt64> dropoutKey = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    ImmutableList<BatchPart> parts = BatchPart.of(session, graph, batchSize);
    if (parts.size() > 1) { // one for each thread
      session.preferOneThread();
    }
    ImmutableList<FlowGraph.Density> densities =
        parts.stream()
            .map(
                part ->
                    graph.scored(
                        Pass.training(
                            tf,
                            session.device(),
                            batch.context().map(each -> part.rows(tf, each)),
                            part.shares(tf, batch.shares()),
                            part.key(tf, dropoutKey)),
                        part.rows(tf, batch.rows()),
                        part.rows(tf, noisy)))
            .collect(ImmutableList.toImmutableList());
    Operand<TFloat64> logProb =
        densities.size() == 1
            ? densities.get(0).logProb()
            : tf.concat(
                densities.stream().map(FlowGraph.Density::logProb).toList(), tf.constant(0));
    Operand<TFloat64> loss = tf.math.neg(batch.mean(tf, logProb));
    Operand<TFloat32> repeatable = graph.dequantizer().evaluation(tf, inputs.rows());
    FlowGraph.Density evaluation =
        graph.scored(new Pass(tf, inputs.context()), inputs.rows(), repeatable);
    return new Objective(
        inputs,
        batch,
        ImmutableMap.of(RandomStream.DEQUANTIZATION, key, RandomStream.DROPOUT, dropoutKey),
        ImmutableList.of(),
        loss,
        Overflow.toNegativeInfinity(tf, evaluation.logProb()),
        probes(tf, spec, densities),
        graph.layers(tf, evaluation, Bijector.Refitted.class),
        spec.dimension());
  }

  private static ImmutableMap<String, Operand<TFloat64>> probes(
      Ops tf, FlowSpec spec, List<FlowGraph.Density> densities) {
    ImmutableMap.Builder<String, Operand<TFloat64>> probes = ImmutableMap.builder();
    for (int i = 0; i < spec.transforms().size(); i++) {
      List<Operand<TFloat64>> sums = new ArrayList<>();
      for (FlowGraph.Density density : densities) {
        for (Operand<TFloat32> piece : density.transforms().outputs().get(i)) {
          sums.add(
              tf.reduceSum(tf.dtypes.cast(piece, TFloat64.class), tf.constant(new int[] {0, 1})));
        }
      }
      probes.put(
          "the output of transform %s (%s)"
              .formatted(i, spec.transforms().get(i).getClass().getSimpleName()),
          tf.math.addN(sums));
    }
    probes.put("the log-density of the noise", sum(tf, densities, FlowGraph.Density::baseLogProb));
    probes.put("a log-determinant", sum(tf, densities, FlowGraph.Density::logProb));
    return probes.build();
  }

  private static Operand<TFloat64> sum(
      Ops tf,
      List<FlowGraph.Density> densities,
      Function<FlowGraph.Density, Operand<TFloat64>> ofRows) {
    return tf.math.addN(
        densities.stream()
            .<Operand<TFloat64>>map(each -> tf.reduceSum(ofRows.apply(each), tf.constant(0)))
            .toList());
  }
}
