package io.github.flowlib.tf.internal.graph;

import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.device.Devices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A graph, its session, and its variables: their values go in and come out as Java arrays. */
public final class GraphSession implements AutoCloseable {

  private record Assignment(Placeholder<TFloat32> value, Op op) {}

  private final Device device;
  private final Graph graph = new Graph();
  private final Session session;
  private final Ops tf = GraphScope.ops(graph);
  private final Variables variables = new Variables(tf);
  private final Map<String, Assignment> assignments = new LinkedHashMap<>();

  /** On the CPU, for what is no model. */
  public GraphSession() {
    this(Device.cpu(), Devices.config(Device.cpu()));
  }

  /** On a device that is there, with settings of one's own. */
  GraphSession(Device device, ConfigProto settings) {
    this.device = device;
    try {
      session = new Session(graph, settings);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /**
   * For a model.
   *
   * @throws IllegalStateException if there is no such device
   */
  public static GraphSession ofModel(Device wanted) {
    Device device = Devices.resolve(wanted);
    Devices.news(device).ifPresent(news -> Log.LOG.log(news.level(), news.text()));
    return new GraphSession(device, Devices.config(device));
  }

  /** For the training of a model, on the device of that model. */
  public static GraphSession ofTraining(Device device) {
    return new GraphSession(device, Devices.config(device));
  }

  /** Where it computes. */
  public Device device() {
    return device;
  }

  public Ops tf() {
    return tf;
  }

  public Variables variables() {
    return variables;
  }

  public Session session() {
    return session;
  }

  Session.Runner runner() {
    return session.runner();
  }

  /**
   * Writes variables by name, in one run: TensorFlow prepares every new set of feeds and fetches
   * anew.
   */
  public void assign(Map<String, float[]> values) {
    try (Run run = new Run(this)) {
      boolean any = false;
      for (Variables.Variable variable : variables.all()) {
        float[] value = values.get(variable.name());
        if (value != null) {
          Assignment assignment =
              assignments.computeIfAbsent(variable.name(), n -> declare(variable));
          run.feed(assignment.value(), Tensors.of(value, variable.shape())).target(assignment.op());
          any = true;
        }
      }
      if (any) {
        run.run();
      }
    }
  }

  private Assignment declare(Variables.Variable variable) {
    Placeholder<TFloat32> value =
        tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
    return new Assignment(value, tf.assignVariableOp(variable.handle(), value));
  }

  /** Reads some variables, copied. */
  public Map<String, float[]> read(List<Variables.Variable> wanted) {
    Map<String, float[]> values = new LinkedHashMap<>();
    if (wanted.isEmpty()) {
      return values;
    }
    try (Run run = new Run(this)) {
      wanted.forEach(variable -> run.fetch(variable.value()));
      Result result = run.run();
      for (int i = 0; i < wanted.size(); i++) {
        values.put(wanted.get(i).name(), Tensors.floats((TFloat32) result.get(i)));
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
