package io.github.flowlib.tf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A graph, its session, and its variables: their values go in and come out as Java arrays. */
final class GraphSession implements AutoCloseable {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Variables variables = new Variables(tf);
  private final Map<String, Placeholder<TFloat32>> newValues = new LinkedHashMap<>();
  private final Map<String, Op> assignments = new LinkedHashMap<>();

  Ops tf() {
    return tf;
  }

  Variables variables() {
    return variables;
  }

  Session session() {
    return session;
  }

  Session.Runner runner() {
    return session.runner();
  }

  /** Writes variables by name. */
  void assign(Map<String, float[]> values) {
    for (Variables.Variable variable : variables.all()) {
      float[] value = values.get(variable.name());
      if (value != null) {
        assign(variable, value);
      }
    }
  }

  /** One at a time, so that only one copy of one variable is held beside the model. */
  private void assign(Variables.Variable variable, float[] value) {
    declareAssignment(variable.name(), variable.handle(), variable.shape());
    try (Run run = new Run(this)) {
      run.feed(newValues.get(variable.name()), Tensors.of(value, variable.shape()))
          .target(assignments.get(variable.name()))
          .run();
    }
  }

  private void declareAssignment(String name, Operand<?> handle, Shape shape) {
    if (!assignments.containsKey(name)) {
      Placeholder<TFloat32> placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      newValues.put(name, placeholder);
      assignments.put(name, tf.assignVariableOp(handle, placeholder));
    }
  }

  /** Reads some variables, copied. */
  Map<String, float[]> read(List<Variables.Variable> wanted) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Variables.Variable variable : wanted) {
      try (Run run = new Run(this)) {
        values.put(
            variable.name(), Tensors.floats((TFloat32) run.fetch(variable.value()).run().get(0)));
      }
    }
    return values;
  }

  /** The session first: closing a graph waits for its sessions. */
  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
