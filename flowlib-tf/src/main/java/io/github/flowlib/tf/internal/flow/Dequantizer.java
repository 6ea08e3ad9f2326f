package io.github.flowlib.tf.internal.flow;

import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.tf.internal.graph.ContentNoise;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * {@link Dequantization} as operations, but for what {@link VariationalNoise} does to the noise.
 *
 * <p>Noise has 15 bits and lies on midpoints: with 8-bit data x + u then has 24 bits, which float32
 * holds exactly, and u is never 0 or 1.
 */
final class Dequantizer {

  private static final int NOISE_BITS = 15;
  private static final int CELLS = 1 << NOISE_BITS;

  /**
   * Evaluation uses one seed for all models, so that two models score the same noisy rows and their
   * difference is sharper.
   */
  private static final long EVALUATION_SEED = 0x666c6f776c6962L;

  private final Dequantization spec;
  private final int dimension;

  Dequantizer(Dequantization spec, int dimension) {
    this.spec = spec;
    this.dimension = dimension;
  }

  /** Fresh noise for every key: {@code int64[2]}. */
  Operand<TFloat32> training(Ops tf, Operand<TFloat32> x, Operand<TInt64> key) {
    if (spec instanceof Dequantization.None) {
      return x;
    }
    Operand<TFloat32> uniform = StatelessRandomUniform.create(tf.scope(), tf.shape(x), key);
    Operand<TFloat32> cell =
        tf.math.floor(tf.math.mul(tf.stopGradient(uniform), tf.constant((float) CELLS)));
    return tf.math.add(x, midpoint(tf, cell));
  }

  /** Noise that depends on the content of the row and the position in it, and on nothing else. */
  Operand<TFloat32> evaluation(Ops tf, Operand<TFloat32> x) {
    if (spec instanceof Dequantization.None) {
      return x;
    }
    Operand<TInt64> levels = tf.math.add(tf.dtypes.cast(x, TInt64.class), tf.constant(1L));
    Operand<TInt64> mixed = ContentNoise.bits(tf, levels, dimension, dimension, EVALUATION_SEED);
    Operand<TInt64> cell =
        tf.bitwise.bitwiseAnd(
            tf.bitwise.rightShift(mixed, tf.constant(20L)), tf.constant((long) CELLS - 1));
    return tf.math.add(x, midpoint(tf, tf.dtypes.cast(cell, TFloat32.class)));
  }

  /** The middle of the cell. */
  Operand<TFloat32> centre(Ops tf, Operand<TFloat32> x) {
    return spec instanceof Dequantization.None ? x : tf.math.add(x, tf.constant(0.5f));
  }

  /** Back to whole numbers. */
  Operand<TFloat32> quantize(Ops tf, Operand<TFloat32> x) {
    if (spec.levels() == 0) {
      return x;
    }
    return tf.clipByValue(
        tf.math.floor(x), tf.constant(0f), tf.constant((float) (spec.levels() - 1)));
  }

  private static Operand<TFloat32> midpoint(Ops tf, Operand<TFloat32> cell) {
    return tf.math.mul(tf.math.add(cell, tf.constant(0.5f)), tf.constant(1f / CELLS));
  }
}
