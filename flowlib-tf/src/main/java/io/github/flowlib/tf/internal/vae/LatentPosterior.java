package io.github.flowlib.tf.internal.vae;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * q(z | x, y), a normal distribution with independent values.
 *
 * @param mean {@code [n, l]}
 * @param logDeviation {@code [n, l]}, log σ
 */
record LatentPosterior(Operand<TFloat32> mean, Operand<TFloat32> logDeviation) {}
