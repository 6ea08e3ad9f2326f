package io.github.flowlib.tf.internal.graph;

import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Noise that is a function of a seed, the content of a row and a position, and of nothing else: the
 * same row always gets the same noise, whatever stands beside it.
 */
public final class ContentNoise {

  /** With midpoints of so many cells, sums of two such numbers below 2 are exact in float32. */
  private static final int UNIFORM_BITS = 22;

  /** From the edge of a cell to its middle. */
  public static final float HALF_CELL = 0.5f / (1 << UNIFORM_BITS);

  private ContentNoise() {}

  /**
   * Random bits for {@code outputs} positions of every row, {@code [n, outputs]}.
   *
   * @param words the content of the rows, {@code [n, inputs]}
   */
  public static Operand<TInt64> bits(
      Ops tf, Operand<TInt64> words, int inputs, int outputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] factors = random.longs(inputs).map(factor -> factor | 1).toArray();
    long[] positions = random.longs(outputs).toArray();
    // A random linear hash modulo 2^64: rows that differ anywhere get unrelated noise everywhere.
    Operand<TInt64> rowHash =
        tf.expandDims(
            tf.reduceSum(tf.math.mul(words, tf.constant(factors)), tf.constant(1)), tf.constant(1));
    return mix(tf, tf.math.add(rowHash, tf.constant(positions)));
  }

  /** Uniform in (0, 1), on the midpoints of 2²² cells: {@code [n, outputs]}. */
  public static Operand<TFloat32> uniform(
      Ops tf, Operand<TFloat32> rows, int inputs, int outputs, long seed) {
    // Plus 0 turns the zero with a sign into the one without.
    Operand<TFloat32> unsigned = tf.math.add(rows, tf.constant(0f));
    Operand<TInt64> words = tf.dtypes.cast(tf.bitcast(unsigned, TInt32.class), TInt64.class);
    Operand<TInt64> cell =
        tf.bitwise.bitwiseAnd(
            tf.bitwise.rightShift(bits(tf, words, inputs, outputs, seed), tf.constant(20L)),
            tf.constant((1L << UNIFORM_BITS) - 1));
    return midpoint(tf, tf.dtypes.cast(cell, TFloat32.class));
  }

  /** Uniform numbers of TensorFlow's own, on the same midpoints. */
  public static Operand<TFloat32> onMidpoints(Ops tf, Operand<TFloat32> uniform) {
    return midpoint(
        tf, tf.math.floor(tf.math.mul(uniform, tf.constant((float) (1 << UNIFORM_BITS)))));
  }

  private static Operand<TFloat32> midpoint(Ops tf, Operand<TFloat32> cell) {
    return tf.math.mul(tf.math.add(cell, tf.constant(0.5f)), tf.constant(1f / (1 << UNIFORM_BITS)));
  }

  /**
   * After the finalizer of SplitMix64 (Steele, Lea, Flood 2014), with the sign-extending shifts
   * that int64 has here: no bijection, but as good a mixer.
   */
  private static Operand<TInt64> mix(Ops tf, Operand<TInt64> v) {
    Operand<TInt64> a = tf.math.mul(xorShift(tf, v, 30), tf.constant(0xbf58476d1ce4e5b9L));
    Operand<TInt64> b = tf.math.mul(xorShift(tf, a, 27), tf.constant(0x94d049bb133111ebL));
    return xorShift(tf, b, 31);
  }

  private static Operand<TInt64> xorShift(Ops tf, Operand<TInt64> v, long bits) {
    return tf.bitwise.bitwiseXor(v, tf.bitwise.rightShift(v, tf.constant(bits)));
  }
}
