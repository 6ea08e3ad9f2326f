package io.github.flowlib.samples.checks.benchmark;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * What the device does at best, measured in the same run: a yardstick for the products of a {@link
 * Workload} and for reading its weights from memory. Weights that lie in a cache are read faster.
 *
 * @param gigaflops 10⁹ floating-point operations a second in products of large square matrices
 * @param gigabytes 10⁹ bytes a second that are read and written when an operation goes through an
 *     array larger than all caches
 */
record Floors(double gigaflops, double gigabytes) {

  private static final int SIDE = 1024;

  /** A GPU is not busy with less. */
  private static final int SIDE_ON_GPU = 8192;

  private static final int COPIED = 1 << 25;
  private static final int TIMES = 30;

  static Floors measure(boolean onGpu) {
    int side = onGpu ? SIDE_ON_GPU : SIDE;
    return new Floors(
        2.0
            * Math.pow(side, 3)
            / nanos(Shape.of(side, side), (tf, matrix) -> tf.linalg.matMul(matrix, matrix)),
        2.0 * Float.BYTES * COPIED / nanos(Shape.of(COPIED), (tf, array) -> tf.math.neg(array)));
  }

  /** The better of both, because others may slow a machine down, and nobody makes it faster. */
  Floors or(Floors other) {
    return new Floors(Math.max(gigaflops, other.gigaflops), Math.max(gigabytes, other.gigabytes));
  }

  /** The least milliseconds of a task. */
  double millis(Workload workload, Task task) {
    return Math.max(
            workload.operations(task) / (gigaflops * 1e9), workload.bytes(task) / (gigabytes * 1e9))
        * 1e3;
  }

  /** An operation on something that stays on the device. */
  private interface Operation {

    Operand<TFloat32> on(Ops tf, Operand<TFloat32> value);
  }

  private static double nanos(Shape shape, Operation operation) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<?> handle =
          tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName("floor" + shape.size()));
      session
          .runner()
          .addTarget(
              tf.assignVariableOp(handle, tf.fill(tf.constant(shape.asArray()), tf.constant(0.5f))))
          .run()
          .close();
      Operand<TFloat32> result = operation.on(tf, tf.readVariableOp(handle, TFloat32.class));
      Operand<TFloat32> corner =
          tf.slice(
              result,
              tf.constant(new int[shape.numDimensions()]),
              tf.constant(shape.numDimensions() == 1 ? new int[] {1} : new int[] {1, 1}));
      return Clock.median(Clock.times(TIMES, () -> session.runner().fetch(corner).run().close()))
          * 1e6;
    }
  }
}
