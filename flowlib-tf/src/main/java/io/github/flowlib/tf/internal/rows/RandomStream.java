package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.tf.internal.graph.Tensors;
import org.tensorflow.types.TInt64;

/**
 * Where random numbers are used. Each has streams of its own, so that equal seeds do not give equal
 * noise in two places. The number of a stream is for ever: saved models and checkpoints rely on it.
 */
public enum RandomStream {
  /** Noise that makes discrete training data continuous; counted by steps. */
  DEQUANTIZATION(1),
  /** Noise of the base distribution; counted by chunks. */
  BASE(2),
  /** The latents of a variational autoencoder; counted by steps, chunks or samples. */
  LATENT(3),
  /** The bits of binarized images in training; counted by steps. */
  BINARIZATION(4),
  /** Draws from a likelihood; counted by chunks. */
  OBSERVATION(5),
  /** Hidden units that are left out; counted by steps. */
  DROPOUT(6);

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long number;

  RandomStream(long number) {
    this.number = number;
  }

  /** The key {@code int64[2]} of a stateless random operation. */
  public TInt64 key(long seed, long count) {
    return Tensors.of(seed + offset(), count);
  }

  /** What tells the keys of this stream from those of another. */
  long offset() {
    return number * GOLDEN_GAMMA;
  }
}
