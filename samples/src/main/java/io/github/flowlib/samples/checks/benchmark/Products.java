package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Coupling;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.spec.VaeSpec;

/**
 * What the networks of a model have to multiply, at least: of a flow of affine couplings, each of
 * which keeps half of the values, or of an autoencoder without labels.
 *
 * @param weights of matrices and kernels
 * @param multiplications of one row: once for every weight of a matrix, and at every pixel for one
 *     of a kernel
 * @param weightsOfSample those that a sample is made with: of an autoencoder the decoder's
 * @param multiplicationsOfSample the same for one sample
 */
record Products(
    long weights, long multiplications, long weightsOfSample, long multiplicationsOfSample) {

  private static final int KERNEL = 3 * 3;

  /** Shift and log-scale. */
  private static final int PARAMETERS = 2;

  /** All of them work in both directions. */
  private static Products both(long weights, long multiplications) {
    return new Products(weights, multiplications, weights, multiplications);
  }

  static Products of(ModelSpec spec) {
    return spec instanceof VaeSpec vae ? of(vae) : of((FlowSpec) spec);
  }

  private static Products of(VaeSpec vae) {
    long encoder = dense(vae.dimension(), vae.encoder(), PARAMETERS * vae.latent());
    long decoder = dense(vae.latent(), vae.decoder(), vae.dimension());
    return new Products(encoder + decoder, encoder + decoder, decoder, decoder);
  }

  private static Products of(FlowSpec spec) {
    Products all = both(0, 0);
    EventShape shape = spec.event();
    for (Transform transform : spec.transforms()) {
      if (transform instanceof Coupling coupling) {
        all = all.plus(of(coupling, shape));
      }
      shape = transform.output(shape);
    }
    return all;
  }

  private static Products of(Coupling coupling, EventShape shape) {
    long half = shape.dimension() / 2;
    return coupling.conditioner() instanceof Conditioner.Mlp mlp
        ? ofDense(dense(half, mlp, PARAMETERS * half))
        : ofConvolutions(
            (Conditioner.ResNet) coupling.conditioner(), coupling.mask().kind(), shape);
  }

  private static Products ofDense(long weights) {
    return both(weights, weights);
  }

  private static long dense(long inputs, Conditioner.Mlp mlp, long outputs) {
    long weights = 0;
    long width = inputs;
    for (int units : mlp.hidden()) {
      weights += width * units;
      width = units;
    }
    return weights + width * outputs;
  }

  private static Products ofConvolutions(Conditioner.ResNet net, Mask.Kind kind, EventShape shape) {
    long pixels = (long) shape.size(0) * shape.size(1);
    if (kind == Mask.Kind.CHECKERBOARD) {
      pixels /= 4; // blocks of 2 × 2 pixels are one, with two of them as channels
    }
    long channels = shape.dimension() / 2 / pixels;
    long filters = net.filters();
    long weights =
        KERNEL * channels * filters
            + net.blocks() * 2L * KERNEL * filters * filters
            + filters * PARAMETERS * channels;
    return both(weights, weights * pixels);
  }

  private Products plus(Products other) {
    return both(weights + other.weights, multiplications + other.multiplications);
  }
}
