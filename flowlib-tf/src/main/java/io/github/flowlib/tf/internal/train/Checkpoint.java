package io.github.flowlib.tf.internal.train;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.store.JsonFile;
import io.github.flowlib.tf.internal.store.NamedArrays;
import io.github.flowlib.tf.internal.store.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole state of a training between two steps: {@code state.json} and {@code arrays.npz}.
 *
 * @param state all but arrays
 * @param variables of the training graph: weights, statistics, moments of the optimizer
 * @param best the best weights so far, with the statistics; empty if {@link TrainingState#hasBest}
 *     is false
 */
record Checkpoint(TrainingState state, Map<String, float[]> variables, Map<String, float[]> best) {

  private static final String STATE = "state.json";
  private static final String ARRAYS = "arrays.npz";
  private static final String BEST = "best/";

  void write(Path directory, ImmutableList<Variables.Variable> declared) throws IOException {
    Map<String, Npz.Array> arrays = new LinkedHashMap<>();
    for (Variables.Variable variable : declared) {
      put(arrays, "", variable, variables);
      put(arrays, BEST, variable, best);
    }
    Npz.write(directory.resolve(ARRAYS), arrays);
    JsonFile.write(directory.resolve(STATE), state);
  }

  private static void put(
      Map<String, Npz.Array> arrays,
      String prefix,
      Variables.Variable variable,
      Map<String, float[]> values) {
    float[] value = values.get(variable.name());
    if (value != null) {
      arrays.put(prefix + variable.name(), NamedArrays.array(variable, value));
    }
  }

  /** Reads what {@link #write} wrote. */
  static Checkpoint read(Path directory, ImmutableList<Variables.Variable> declared)
      throws IOException {
    TrainingState state = JsonFile.read(directory.resolve(STATE), TrainingState.class);
    Map<String, Npz.Array> arrays = Npz.read(directory.resolve(ARRAYS));
    Map<String, float[]> variables = new LinkedHashMap<>();
    Map<String, float[]> best = new LinkedHashMap<>();
    for (Variables.Variable variable : declared) {
      variables.put(
          variable.name(), NamedArrays.take(directory, arrays, variable.name(), variable));
      if (state.hasBest() && variable.role() != Variables.Role.MOMENT) {
        best.put(
            variable.name(), NamedArrays.take(directory, arrays, BEST + variable.name(), variable));
      }
    }
    return new Checkpoint(state, variables, best);
  }
}
