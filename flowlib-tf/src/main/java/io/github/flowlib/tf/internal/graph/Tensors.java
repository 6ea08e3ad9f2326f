package io.github.flowlib.tf.internal.graph;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Java arrays to tensors and back, always copied: a closed tensor still answers reads, with stale
 * memory.
 */
public final class Tensors {

  private Tensors() {}

  public static TFloat32 of(float[] values, Shape shape) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values));
  }

  public static TFloat32 scalar(double value) {
    return TFloat32.scalarOf((float) value);
  }

  public static TInt64 int64(long value) {
    return TInt64.scalarOf(value);
  }

  public static TInt32 of(int[] values) {
    return TInt32.tensorOf(Shape.of(values.length), DataBuffers.of(values));
  }

  public static TInt64 of(long... values) {
    return TInt64.tensorOf(Shape.of(values.length), DataBuffers.of(values));
  }

  public static TFloat64 of(double[] values) {
    return TFloat64.tensorOf(Shape.of(values.length), DataBuffers.of(values));
  }

  public static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  public static double[] doubles(TFloat64 tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asDoubles().read(values);
    return values;
  }
}
