package io.github.flowlib.tf.internal.rows;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.PlaceholderWithDefault;
import org.tensorflow.types.TInt64;

/**
 * Where the seed of an inference enters a graph. The keys of its stateless random operations are
 * made in the graph, so that another program gets the same noise from the same number.
 */
public final class SeedInput {

  private final Ops tf;
  private final Placeholder<TInt64> seed;

  /** Which part of a long answer this is; other programs get the first one. */
  private final PlaceholderWithDefault<TInt64> chunk;

  public SeedInput(Ops tf) {
    this.tf = tf;
    seed = tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    chunk = tf.withName("chunk").placeholderWithDefault(tf.constant(0L), Shape.scalar());
  }

  /** What a signature calls {@code seed}. */
  public Operand<TInt64> seed() {
    return seed;
  }

  /** {@code int64[2]}: what {@link RandomStream#key} gives. */
  public Operand<TInt64> key(RandomStream stream) {
    return tf.stack(ImmutableList.of(tf.math.add(seed, tf.constant(stream.offset())), chunk));
  }

  public void feed(Run run, long seedValue, long chunkNumber) {
    run.feed(seed, Tensors.int64(seedValue)).feed(chunk, Tensors.int64(chunkNumber));
  }
}
