package io.github.flowlib.tf.internal.train;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Store;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The moving average of all trained variables of a graph: {@link
 * io.github.flowlib.train.Training.Builder#averageWeights}. It is a variable beside each of them,
 * so a checkpoint has it.
 */
final class WeightAverage {

  private final GraphSession session;
  private final double decay;
  private final ImmutableList<Variables.Variable> trained;
  private final List<Variables.Variable> averages = new ArrayList<>();
  private final Placeholder<TFloat32> share;
  private final Op step;

  /**
   * Declares the averages.
   *
   * @param update after which the variables are read
   */
  WeightAverage(GraphSession session, double decay, Op update) {
    this.session = session;
    this.decay = decay;
    Ops tf = session.tf();
    share = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    // The value of a variable that gradients use may have been read before the update.
    Ops updated = tf.withControlDependencies(update);
    List<Op> moves = new ArrayList<>();
    ImmutableList.Builder<Variables.Variable> members = ImmutableList.builder();
    for (Store store : session.variables().trainedStores()) {
      members.addAll(store.members());
      Store average = session.variables().momentsOf(store, "average");
      averages.addAll(average.members());
      Operand<TFloat32> now = updated.readVariableOp(store.handle(), TFloat32.class);
      moves.add(
          updated.assignAddVariableOp(
              average.handle(), tf.math.mul(share, tf.math.sub(now, average.value()))));
    }
    trained = members.build();
    step = tf.withControlDependencies(moves).noOp();
  }

  /** Begins at the weights as they are. */
  void initialize() {
    session.assign(renamed(session.read(trained), trained, averages));
  }

  /** Feeds the share of the newest weights in the average after a step, counted from 0. */
  void feed(Run run, long step) {
    run.feed(share, Tensors.scalar((1 - decay) / (1 - Math.pow(decay, step + 1))));
  }

  /** Runs the step of the optimizer, then that of the average. */
  Op step() {
    return step;
  }

  /** By the names of the variables that are averaged. */
  Map<String, float[]> read() {
    return renamed(session.read(averages), averages, trained);
  }

  /** Computes something with the averages in the place of the variables. */
  <T> T inPlace(Supplier<T> compute) {
    Map<String, float[]> moving = session.read(trained);
    session.assign(read());
    try {
      return compute.get();
    } finally {
      session.assign(moving);
    }
  }

  private static Map<String, float[]> renamed(
      Map<String, float[]> values, List<Variables.Variable> from, List<Variables.Variable> to) {
    Map<String, float[]> renamed = new LinkedHashMap<>();
    for (int i = 0; i < from.size(); i++) {
      renamed.put(to.get(i).name(), values.get(from.get(i).name()));
    }
    return renamed;
  }
}
