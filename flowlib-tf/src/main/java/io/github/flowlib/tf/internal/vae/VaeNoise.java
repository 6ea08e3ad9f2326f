package io.github.flowlib.tf.internal.vae;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.ContentNoise;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The noise of a variational autoencoder: fresh for every batch of training; in evaluation a
 * function of seed and content of the row, so that a row's result never depends on its neighbours.
 */
public final class VaeNoise {

  /** One seed for all models, so that two models see the same bits of an image. */
  private static final long BITS_SEED = 0x62696e6172697aL;

  private static final long SHIFT_SEED = 0x7368696674L;

  private final int dimension;
  private final int latent;

  VaeNoise(VaeSpec spec) {
    dimension = spec.dimension();
    latent = spec.latent();
  }

  /** Uniform noise for the bits of a batch, {@code [n, d]}. */
  public static Operand<TFloat32> freshBits(Ops tf, Operand<TFloat32> rows, Operand<TInt64> key) {
    return tf.stopGradient(
        ContentNoise.onMidpoints(
            tf, StatelessRandomUniform.create(tf.scope(), tf.shape(rows), key)));
  }

  /** Uniform noise for the bits of every row, {@code [n, d]}. */
  Operand<TFloat32> repeatableBits(Ops tf, Operand<TFloat32> rows) {
    return ContentNoise.uniform(tf, rows, dimension, dimension, BITS_SEED);
  }

  /** Standard normal, {@code [n, k, l]}. */
  Operand<TFloat32> freshLatent(
      Ops tf, Operand<TFloat32> rows, Operand<TInt32> k, Operand<TInt64> key) {
    return tf.stopGradient(
        StatelessRandomNormal.create(tf.scope(), shape(tf, count(tf, rows), k), key));
  }

  /**
   * Standard normal, {@code [n, k, l]}: Φ⁻¹ of uniform numbers that all rows share, each row
   * shifted modulo 1 by amounts that its content gives (Cranley and Patterson 1976); k · l random
   * numbers serve any number of rows. For one row the samples are independent. One sample of one
   * row is independent of one sample of another row, so errors of means over samples do not add up
   * over rows; those of the logarithm of a mean do not to first order.
   */
  Operand<TFloat32> repeatableLatent(
      Ops tf, Operand<TFloat32> rows, Operand<TInt32> k, Operand<TInt64> key) {
    Operand<TFloat32> shared =
        ContentNoise.onMidpoints(
            tf, StatelessRandomUniform.create(tf.scope(), shape(tf, tf.constant(1), k), key));
    // A multiple of the cell, not its midpoint: the sum is then a midpoint again, never 0 or 1.
    Operand<TFloat32> shift =
        tf.math.sub(
            ContentNoise.uniform(tf, rows, dimension, latent, SHIFT_SEED),
            tf.constant(ContentNoise.HALF_CELL));
    Operand<TFloat32> sum = tf.math.add(shared, tf.expandDims(shift, tf.constant(1)));
    Operand<TFloat32> u = tf.math.sub(sum, tf.math.floor(sum));
    return tf.stopGradient(tf.math.ndtri(u));
  }

  private static Operand<TInt32> count(Ops tf, Operand<TFloat32> rows) {
    return tf.gather(tf.shape(rows), tf.constant(0), tf.constant(0));
  }

  private Operand<TInt32> shape(Ops tf, Operand<TInt32> n, Operand<TInt32> k) {
    return tf.stack(ImmutableList.of(n, k, tf.constant(latent)));
  }
}
