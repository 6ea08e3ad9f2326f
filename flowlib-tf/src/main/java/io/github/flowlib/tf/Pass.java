package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * One way through a flow: the operations, the context of the rows, and which tensors are known to
 * be made of two parts.
 *
 * <p>Couplings split an event and merge it again. The next one, with the flipped mask, wants the
 * very parts that were merged, so a pass remembers them; without that, the gradient of every merge
 * would be a scatter over the whole batch.
 */
final class Pass {

  /** The parts of an event: A is kept, B is transformed. */
  record Parts(Operand<TFloat32> a, Operand<TFloat32> b) {}

  private record Merged(BitSet keeps, Parts parts) {}

  private final Ops tf;
  private final Optional<Operand<TFloat32>> context;
  private final Map<Output<?>, Merged> merged = new HashMap<>();
  private final Deque<Operand<TFloat32>> left = new ArrayDeque<>();

  Pass(Ops tf, Optional<Operand<TFloat32>> context) {
    this.tf = tf;
    this.context = context;
  }

  Ops tf() {
    return tf;
  }

  /** {@code [n, c]}: one-hot labels, numbers, both, or their embedding. */
  Optional<Operand<TFloat32>> context() {
    return context;
  }

  /**
   * Splits {@code [n, d]} into the values that {@code keeps} names and the others, each in
   * ascending order.
   */
  Parts split(Operand<TFloat32> x, BitSet keeps, int dimension) {
    Merged known = merged.get(x.asOutput());
    if (known != null) {
      if (known.keeps().equals(keeps)) {
        return known.parts();
      }
      if (known.keeps().equals(flip(keeps, dimension))) {
        return new Parts(known.parts().b(), known.parts().a());
      }
    }
    Parts parts =
        new Parts(
            columns(x, keeps.stream().toArray()),
            columns(x, flip(keeps, dimension).stream().toArray()));
    merged.put(x.asOutput(), new Merged(keeps, parts));
    return parts;
  }

  /** Undoes {@link #split}. */
  Operand<TFloat32> merge(Parts parts, BitSet keeps, int dimension) {
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
  ImmutableList<Operand<TFloat32>> pieces(Operand<TFloat32> x) {
    Merged known = merged.get(x.asOutput());
    return known == null
        ? ImmutableList.of(x)
        : ImmutableList.of(known.parts().a(), known.parts().b());
  }

  /** Data → noise: these columns are noise already. */
  void leave(Operand<TFloat32> part) {
    left.addLast(part);
  }

  /** Data → noise: what left, in order, and the rest. */
  Operand<TFloat32> noise(Operand<TFloat32> rest) {
    if (left.isEmpty()) {
      return rest;
    }
    return tf.concat(
        ImmutableList.<Operand<TFloat32>>builder().addAll(left).add(rest).build(), tf.constant(1));
  }

  /** Noise → data: takes the parts that leave out of all noise, and gives the rest. */
  Operand<TFloat32> rest(Operand<TFloat32> noise, List<Integer> leaving, int dimension) {
    int from = 0;
    for (int size : leaving) {
      left.addLast(slice(noise, from, size));
      from += size;
    }
    return leaving.isEmpty() ? noise : slice(noise, from, dimension - from);
  }

  /** Noise → data: the part that left here. */
  Operand<TFloat32> comeBack() {
    return left.removeLast();
  }

  private Operand<TFloat32> slice(Operand<TFloat32> x, int from, int size) {
    return tf.slice(x, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, size}));
  }

  /** Σ over the columns of {@code [n, k]}, in double: {@code [n]}. */
  Operand<TFloat64> rowSum(Operand<TFloat32> x) {
    return tf.reduceSum(tf.dtypes.cast(x, TFloat64.class), tf.constant(1));
  }

  /** {@code [n]} zeros for the rows of x. */
  Operand<TFloat64> zeros(Operand<TFloat32> x) {
    return tf.zeros(
        tf.expandDims(tf.gather(tf.shape(x), tf.constant(0), tf.constant(0)), tf.constant(0)),
        TFloat64.class);
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
