package io.github.flowlib.tf;

import org.tensorflow.types.TInt64;

/**
 * Where random numbers are used. Each has streams of its own, so that equal seeds do not give equal
 * noise in two places.
 */
enum Site {
  /** Noise that makes discrete training data continuous; counted by steps. */
  DEQUANTIZATION,
  /** Noise of the base distribution; counted by chunks. */
  BASE,
  /** The latents of a variational autoencoder; counted by steps, chunks or samples. */
  LATENT,
  /** The bits of binarized images in training; counted by steps. */
  BINARIZATION,
  /** Draws from a likelihood; counted by chunks. */
  OBSERVATION,
  /** Hidden units that are left out; counted by steps. */
  DROPOUT;

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** The key {@code int64[2]} of a stateless random operation. */
  TInt64 key(long seed, long count) {
    return Tensors.of(seed + offset(), count);
  }

  /** What tells the keys of this site from those of another. */
  long offset() {
    return (ordinal() + 1) * GOLDEN_GAMMA;
  }
}
