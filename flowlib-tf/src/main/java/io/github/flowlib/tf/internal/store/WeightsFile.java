package io.github.flowlib.tf.internal.store;

import static com.google.common.base.Preconditions.checkNotNull;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.github.flowlib.internal.AtomicFile;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.tf.internal.graph.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The weights and statistics of a model as NumPy's {@code .npz}, for programs without our graph.
 */
public final class WeightsFile {

  private WeightsFile() {}

  /** Writes beside the target and moves there. */
  public static void write(
      Path file, ImmutableList<Variables.Variable> variables, Map<String, float[]> values)
      throws IOException {
    checkNotNull(file, "file must not be null");
    Map<String, Npz.Array> arrays = new LinkedHashMap<>();
    for (Variables.Variable variable : variables) {
      arrays.put(
          variable.name(),
          NamedArrays.array(variable, requireNonNull(values.get(variable.name()))));
    }
    AtomicFile.write(DirectoryReplacement.resolve(file), beside -> Npz.write(beside, arrays));
  }

  /** Reads exactly the variables that there are, each of its shape and finite. */
  public static Map<String, float[]> read(Path file, ImmutableList<Variables.Variable> variables)
      throws IOException {
    checkNotNull(file, "file must not be null");
    Map<String, Npz.Array> arrays = Npz.read(DirectoryReplacement.resolve(file));
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Variables.Variable variable : variables) {
      float[] value = NamedArrays.take(file, arrays, variable.name(), variable);
      checkFinite(file, variable.name(), value);
      values.put(variable.name(), value);
    }
    Set<String> unknown = Sets.difference(arrays.keySet(), values.keySet());
    if (!unknown.isEmpty()) {
      throw new ModelFormatException(
          file
              + " must hold the "
              + values.size()
              + " arrays of the model, but holds others as well: "
              + unknown
              + "; remove or rename them");
    }
    return values;
  }

  private static void checkFinite(Path file, String name, float[] values)
      throws ModelFormatException {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new ModelFormatException(
            "%s must hold finite numbers, but value %s of %s is %s"
                .formatted(file, i, name, values[i]));
      }
    }
  }
}
