package io.github.flowlib.tf.internal.graph;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What leaves a flow before its end, on one way through it; noise holds it before the rest. */
public final class FactoredOut {

  private final Ops tf;
  private final Deque<Operand<TFloat32>> left = new ArrayDeque<>();

  FactoredOut(Ops tf) {
    this.tf = tf;
  }

  /** Data → noise: these columns are noise already. */
  public void add(Operand<TFloat32> part) {
    left.addLast(part);
  }

  /** Data → noise: what left, in order, and the rest. */
  public Operand<TFloat32> before(Operand<TFloat32> rest) {
    if (left.isEmpty()) {
      return rest;
    }
    return tf.concat(
        ImmutableList.<Operand<TFloat32>>builder().addAll(left).add(rest).build(), tf.constant(1));
  }

  /** Noise → data: takes the parts that leave out of all noise, and gives the rest. */
  public Operand<TFloat32> takeFrom(Operand<TFloat32> noise, List<Integer> sizes, int dimension) {
    int from = 0;
    for (int size : sizes) {
      left.addLast(columns(noise, from, size));
      from += size;
    }
    return sizes.isEmpty() ? noise : columns(noise, from, dimension - from);
  }

  /** Noise → data: the part that left here. */
  public Operand<TFloat32> removeLast() {
    return left.removeLast();
  }

  private Operand<TFloat32> columns(Operand<TFloat32> x, int from, int size) {
    return tf.slice(x, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, size}));
  }
}
