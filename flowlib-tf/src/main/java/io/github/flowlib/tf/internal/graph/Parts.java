package io.github.flowlib.tf.internal.graph;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
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
        isEveryOther(keeps, dimension)
            ? everyOther(x, keeps.get(0), dimension)
            : new Pair(
                columns(x, keeps.stream().toArray()),
                columns(x, flip(keeps, dimension).stream().toArray()));
    merged.put(x.asOutput(), new Merged(keeps, parts));
    return parts;
  }

  /** Undoes {@link #split}. */
  public Operand<TFloat32> merge(Pair parts, BitSet keeps, int dimension) {
    Operand<TFloat32> whole =
        isEveryOther(keeps, dimension)
            ? interleaved(parts, keeps.get(0), dimension)
            : gathered(parts, keeps, dimension);
    merged.put(whole.asOutput(), new Merged(keeps, parts));
    return whole;
  }

  private Operand<TFloat32> gathered(Pair parts, BitSet keeps, int dimension) {
    int[] source = new int[dimension];
    int nextA = 0;
    int nextB = keeps.cardinality();
    for (int i = 0; i < dimension; i++) {
      source[i] = keeps.get(i) ? nextA++ : nextB++;
    }
    Operand<TFloat32> both = tf.concat(ImmutableList.of(parts.a(), parts.b()), tf.constant(1));
    return columns(both, source);
  }

  /** Values 0, 2, 4 … or 1, 3, 5 …: these are copied several times as fast as any others. */
  private static boolean isEveryOther(BitSet keeps, int dimension) {
    int first = keeps.get(0) ? 0 : 1;
    return dimension % 2 == 0
        && keeps.cardinality() == dimension / 2
        && keeps.stream().allMatch(i -> i % 2 == first);
  }

  private Pair everyOther(Operand<TFloat32> x, boolean evenIsA, int dimension) {
    List<Output<TFloat32>> columns =
        tf.unstack(
                tf.reshape(x, tf.constant(new int[] {-1, dimension / 2, 2})), 2L, Unstack.axis(2L))
            .output();
    return evenIsA
        ? new Pair(columns.get(0), columns.get(1))
        : new Pair(columns.get(1), columns.get(0));
  }

  private Operand<TFloat32> interleaved(Pair parts, boolean evenIsA, int dimension) {
    ImmutableList<Operand<TFloat32>> columns =
        evenIsA ? ImmutableList.of(parts.a(), parts.b()) : ImmutableList.of(parts.b(), parts.a());
    return tf.reshape(tf.stack(columns, Stack.axis(2L)), tf.constant(new int[] {-1, dimension}));
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
