package io.github.flowlib.tf;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.FlowSpec;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Fits transforms with statistics, layer by layer: each sees the data as the fitted layers before
 * it leave them.
 */
final class Statistics {

  private Statistics() {}

  static void fit(GraphSession session, FlowHeads heads, Dataset data, ContextSpec context) {
    Scoring.Rows rows = Scoring.rows(data, context);
    for (int i = 0; i < heads.graph.bijectors().size(); i++) {
      if (heads.graph.bijectors().get(i) instanceof Bijector.Fitted layer) {
        Operand<TFloat32> input = heads.transformInputs.get(i);
        Bijector.Fit fit = layer.startFit();
        Chunks.forEach(
            data.rows(),
            data.dimension(),
            (from, to) -> fit.add(layerInput(session, heads, input, rows.batch(from, to))));
        session.assign(fit.finish());
      }
    }
  }

  private static float[] layerInput(
      GraphSession session, FlowHeads heads, Operand<TFloat32> input, Batch batch) {
    try (Run run = new Run(session)) {
      heads.inputs.feed(run, batch);
      return Tensors.floats((TFloat32) run.fetch(input).run().get(0));
    }
  }

  /** Names the layers of a flow that have statistics, for messages. */
  static String layerNames(FlowSpec spec, FlowHeads heads) {
    return IntStream.range(0, spec.transforms().size())
        .filter(i -> heads.graph.bijectors().get(i) instanceof Bijector.Fitted)
        .mapToObj(i -> "transform " + i + " (" + spec.transforms().get(i) + ")")
        .collect(Collectors.joining(", "));
  }
}
