package io.github.flowlib.samples.checks.benchmark;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What this machine can do at best, measured in the same run: nothing that computes the products of
 * a {@link Workload} and reads its weights is faster.
 *
 * @param gigaflops 10⁹ floating-point operations a second in products of 1024 × 1024 matrices
 * @param gigabytes 10⁹ bytes a second that are read and written when arrays of 64 MiB are copied
 */
record Floors(double gigaflops, double gigabytes) {

  private static final int SIDE = 1024;
  private static final int COPIED = 1 << 24;
  private static final int TIMES = 30;

  static Floors measure() {
    return new Floors(products(), copies());
  }

  /** The least milliseconds of a task. */
  double millis(Workload workload, Task task) {
    return Math.max(
            workload.operations(task) / (gigaflops * 1e9), workload.bytes(task) / (gigabytes * 1e9))
        * 1e3;
  }

  private static double products() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(SIDE, SIDE)));
      Operand<TFloat32> product = tf.linalg.matMul(x, x);
      Operand<TFloat32> corner =
          tf.slice(product, tf.constant(new int[2]), tf.constant(new int[] {1, 1}));
      try (TFloat32 values =
          TFloat32.tensorOf(Shape.of(SIDE, SIDE), DataBuffers.of(new float[SIDE * SIDE]))) {
        double[] millis =
            Clock.times(TIMES, () -> session.runner().feed(x, values).fetch(corner).run().close());
        return 2.0 * SIDE * SIDE * SIDE / (Clock.median(millis) * 1e6);
      }
    }
  }

  private static double copies() {
    float[] from = new float[COPIED];
    float[] to = new float[COPIED];
    double[] millis = Clock.times(TIMES, () -> System.arraycopy(from, 0, to, 0, COPIED));
    return 2.0 * Float.BYTES * COPIED / (Clock.median(millis) * 1e6);
  }
}
