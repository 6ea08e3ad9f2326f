package io.github.flowlib.tf.internal.graph;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * Where the values of a variable lie, or those of several small ones, one after the other.
 *
 * <p>A resource variable, because reference variables race: an optimizer may write a weight while a
 * gradient still reads it. It is read by one operation per graph, and gradients are taken for what
 * the members are made of it.
 */
public final class Store {

  /** TensorFlow cuts a part out of a vector without copying it if it begins at 64 bytes. */
  private static final int ALIGNMENT = 16;

  private final Operand<?> handle;
  private final Operand<TFloat32> value;
  private final boolean pack;
  private final List<Variables.Variable> members = new ArrayList<>();
  private int size;

  private Store(Ops tf, String name, Shape shape, boolean pack) {
    handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    value = tf.readVariableOp(handle, TFloat32.class);
    this.pack = pack;
  }

  static Store ofOne(Ops tf, String name, Shape shape) {
    return new Store(tf, name, shape, false);
  }

  static Store pack(Ops tf, String name) {
    return new Store(tf, name, Shape.unknown(), true);
  }

  public Operand<?> handle() {
    return handle;
  }

  /** All of it: {@link #shape()}. */
  public Operand<TFloat32> value() {
    return value;
  }

  public ImmutableList<Variables.Variable> members() {
    return ImmutableList.copyOf(members);
  }

  boolean isPack() {
    return pack;
  }

  /** Weight decay is for matrices; packs hold either kind. */
  public boolean isMatrix() {
    return members.get(0).isMatrix();
  }

  /** Once all members are there. */
  public Shape shape() {
    return pack ? Shape.of(size) : members.get(0).shape();
  }

  /** Where the next member begins. */
  int room(Shape shape) {
    int offset = size;
    size += pack ? padded(shape) : Math.toIntExact(shape.size());
    return offset;
  }

  private static int padded(Shape shape) {
    return (Math.toIntExact(shape.size()) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  void add(Variables.Variable member) {
    members.add(member);
  }

  Operand<TFloat32> part(Ops tf, int offset, Shape shape) {
    return pack
        ? tf.reshape(
            tf.slice(
                value,
                tf.constant(new int[] {offset}),
                tf.constant(new int[] {(int) shape.size()})),
            tf.constant(shape.asArray()))
        : value;
  }

  /**
   * What is one for each member as one for the store, such as gradients.
   *
   * @param each of the shapes of the members, in their order
   */
  public Operand<TFloat32> joined(Ops tf, List<Operand<TFloat32>> each) {
    if (!pack) {
      return each.get(0);
    }
    List<Operand<TFloat32>> pieces = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Shape shape = members.get(i).shape();
      pieces.add(tf.reshape(each.get(i), tf.constant(new int[] {-1})));
      int gap = padded(shape) - (int) shape.size();
      if (gap > 0) {
        pieces.add(tf.constant(new float[gap]));
      }
    }
    return pieces.size() == 1 ? pieces.get(0) : tf.concat(pieces, tf.constant(0));
  }

  /** The values of a member among all of them. */
  float[] cut(float[] all, Variables.Variable member) {
    return pack ? Arrays.copyOfRange(all, member.offset(), member.offset() + member.count()) : all;
  }
}
