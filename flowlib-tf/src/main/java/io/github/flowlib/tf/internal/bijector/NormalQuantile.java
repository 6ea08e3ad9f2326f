package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/** Φ⁻¹ in double, for Java arrays, by TensorFlow's kernel. */
final class NormalQuantile implements AutoCloseable {

  private final GraphSession session = new GraphSession();
  private final Placeholder<TFloat64> probability =
      session.tf().placeholder(TFloat64.class, Placeholder.shape(Shape.of(-1)));
  private final Operand<TFloat64> quantile = session.tf().math.ndtri(probability);

  double[] of(double... q) {
    try (Run run = new Run(session)) {
      run.feed(probability, TFloat64.tensorOf(Shape.of(q.length), DataBuffers.of(q)));
      return Tensors.doubles((TFloat64) run.fetch(quantile).run().get(0));
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
