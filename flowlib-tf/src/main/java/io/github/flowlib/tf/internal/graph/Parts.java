package io.github.flowlib.tf.internal.graph;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Splits events into two parts, merges them again, and remembers which tensor was made of which
 * parts.
 *
 * <p>A coupling splits an event and merges it again. The next one, with the flipped mask, wants the
 * very parts that were merged; without this memory the gradient of every merge would be a scatter
 * over the whole batch.
 */
public final class Parts {

  /** The parts of an event: A is kept, B is transformed. */
  public record Pair(Operand<TFloat32> a, Operand<TFloat32> b) {}

  private record Merged(BitSet keeps, Pair parts) {}

  private final Ops tf;
  private final Map<Output<?>, Merged> merged = new HashMap<>();

  Parts(Ops tf) {
    this.tf = tf;
  }

  /**
   * Splits {@code [n, d]} into the values that {@code keeps} names and the others, each in
   * ascending order.
   */
  public Pair split(Operand<TFloat32> x, BitSet keeps, int dimension) {
    Merged known = merged.get(x.asOutput());
    if (known != null) {
      if (known.keeps().equals(keeps)) {
        return known.parts();
      }
      if (known.keeps().equals(flip(keeps, dimension))) {
        return new Pair(known.parts().b(), known.parts().a());
      }
    }
    Pair parts =
        new Pair(
            columns(x, keeps.stream().toArray()),
            columns(x, flip(keeps, dimension).stream().toArray()));
    merged.put(x.asOutput(), new Merged(keeps, parts));
    return parts;
  }

  /** Undoes {@link #split}. */
  public Operand<TFloat32> merge(Pair parts, BitSet keeps, int dimension) {
    int[] source = new int[dimension];
    int nextA = 0;
    int nextB = keeps.cardinality();
    for (int i = 0; i < dimension; i++) {
      source[i] = keeps.get(i) ? nextA++ : nextB++;
    }
    Operand<TFloat32> both = tf.concat(ImmutableList.of(parts.a(), parts.b()), tf.constant(1));
    Operand<TFloat32> whole = columns(both, source);
    merged.put(whole.asOutput(), new Merged(keeps, parts));
    return whole;
  }

  /**
   * Tensors that together hold every value of x once, for sums in which the order does not matter.
   */
  public ImmutableList<Operand<TFloat32>> pieces(Operand<TFloat32> x) {
    Merged known = merged.get(x.asOutput());
    return known == null
        ? ImmutableList.of(x)
        : ImmutableList.of(known.parts().a(), known.parts().b());
  }

  private Operand<TFloat32> columns(Operand<TFloat32> x, int[] indices) {
    return tf.gather(x, tf.constant(indices), tf.constant(1));
  }

  private static BitSet flip(BitSet keeps, int dimension) {
    BitSet flipped = (BitSet) keeps.clone();
    flipped.flip(0, dimension);
    return flipped;
  }
}
