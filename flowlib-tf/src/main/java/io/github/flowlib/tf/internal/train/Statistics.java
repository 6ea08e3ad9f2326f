package io.github.flowlib.tf.internal.train;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.bijector.Bijector;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.Chunks;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.Scoring;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Fits transforms with statistics, layer by layer: each sees the data as the fitted layers before
 * it leave them.
 */
public final class Statistics {

  /**
   * A transform with statistics, where it stands in a flow.
   *
   * @param input what it sees of the rows, {@code [n, d]}
   * @param seen the same: TensorFlow refuses to fetch what is fed, the rows in a first layer
   */
  public record Layer(Bijector.Fitted bijector, Operand<TFloat32> input, Operand<TFloat32> seen) {}

  private static final float[] NOTHING = {};

  private Statistics() {}

  /**
   * Fits layers of one density in their order. What one of them saw is kept, and fed in its place
   * for the next: so all of them together cost one way through the flow, and as much memory as the
   * data.
   */
  public static void fit(
      GraphSession session, RowInputs inputs, List<Layer> layers, Dataset data, Context context) {
    Scoring.Rows rows = Scoring.rows(data, context);
    List<float[]> seenBefore = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      Operand<TFloat32> start = i == 0 ? inputs.rows() : layers.get(i - 1).input();
      boolean isLast = i == layers.size() - 1;
      List<float[]> before = seenBefore;
      List<float[]> now = new ArrayList<>();
      Bijector.Fit fit = layer.bijector().startFit();
      Chunks.forEach(
          data.rows(),
          data.dimension(),
          (from, to) -> {
            try (Run run = new Run(session)) {
              inputs.feed(run, rows.batch(from, to));
              if (start != inputs.rows()) {
                float[] values = before.set(now.size(), NOTHING); // no longer needed
                run.feed(
                    start, Tensors.of(values, Shape.of(to - from, values.length / (to - from))));
              }
              float[] seen = Tensors.floats((TFloat32) run.fetch(layer.seen()).run().get(0));
              fit.add(seen);
              now.add(isLast ? NOTHING : seen);
            }
          });
      seenBefore = now;
      session.assign(fit.finish());
    }
  }
}
