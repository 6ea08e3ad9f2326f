package io.github.flowlib.tf.internal.store;

import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.tf.internal.graph.Variables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Variables as arrays of a file, by name. */
public final class NamedArrays {

  private NamedArrays() {}

  public static Npz.Array array(Variables.Variable variable, float[] value) {
    return new Npz.Array(variable.shape().asArray(), value);
  }

  /** The values of a variable, if its array has the shape. */
  public static float[] take(
      Path file, Map<String, Npz.Array> arrays, String name, Variables.Variable variable)
      throws ModelFormatException {
    Npz.Array array = arrays.get(name);
    long[] shape = variable.shape().asArray();
    if (array == null || !Arrays.equals(array.shape(), shape)) {
      throw new ModelFormatException(
          "%s must hold %s of shape %s, but %s"
              .formatted(
                  file,
                  name,
                  Arrays.toString(shape),
                  array == null
                      ? "does not hold it"
                      : "holds it of shape " + Arrays.toString(array.shape())));
    }
    return array.values();
  }
}
