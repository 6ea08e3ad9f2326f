package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Where a graph is told how many samples to draw, and how. */
public final class SamplingInputs {

  private final SeedInput seed;
  private final Placeholder<TInt32> count;
  private final Placeholder<TFloat32> temperature;

  public SamplingInputs(Ops tf, SeedInput seed) {
    this.seed = seed;
    count = tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    temperature =
        tf.withName("temperature").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  public Operand<TInt32> count() {
    return count;
  }

  public Operand<TFloat32> temperature() {
    return temperature;
  }

  public Operand<TInt64> key(RandomStream stream) {
    return seed.key(stream);
  }

  /** Names the inputs of a signature. */
  public Signature.Builder addTo(Signature.Builder signature) {
    return signature
        .input("count", count)
        .input("seed", seed.seed())
        .input("temperature", temperature);
  }

  public void feed(Run run, int samples, long seedValue, long chunk, double temperatureValue) {
    seed.feed(run, seedValue, chunk);
    run.feed(count, TInt32.scalarOf(samples)).feed(temperature, Tensors.scalar(temperatureValue));
  }
}
