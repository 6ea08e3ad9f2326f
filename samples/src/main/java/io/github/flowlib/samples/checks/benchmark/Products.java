package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Coupling;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Transform;

/**
 * What the networks of a flow of affine couplings have to multiply, at least. Every coupling keeps
 * half of the values.
 *
 * @param weights of matrices and kernels
 * @param multiplications of one row: once for every weight of a matrix, and at every pixel for one
 *     of a kernel
 */
record Products(long weights, long multiplications) {

  private static final int KERNEL = 3 * 3;

  /** Shift and log-scale. */
  private static final int PARAMETERS = 2;

  static Products of(FlowSpec spec) {
    Products all = new Products(0, 0);
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
    return coupling.conditioner() instanceof Conditioner.Mlp mlp
        ? ofDense(mlp, shape.dimension() / 2)
        : ofConvolutions(
            (Conditioner.ResNet) coupling.conditioner(), coupling.mask().kind(), shape);
  }

  private static Products ofDense(Conditioner.Mlp mlp, long half) {
    long weights = 0;
    long width = half;
    for (int units : mlp.hidden()) {
      weights += width * units;
      width = units;
    }
    weights += width * PARAMETERS * half;
    return new Products(weights, weights);
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
    return new Products(weights, weights * pixels);
  }

  private Products plus(Products other) {
    return new Products(weights + other.weights, multiplications + other.multiplications);
  }
}
