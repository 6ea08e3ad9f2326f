package io.github.flowlib.tf.internal.train;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Store;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.train.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** One step of {@link Optimizer.Adam} on all trained variables of a graph. */
final class AdamStep {

  private final Optimizer.Adam spec;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;
  private final Operand<TFloat32> gradientNorm;
  private final Op step;
  private final List<Op> momentInitializers = new ArrayList<>();

  AdamStep(
      GraphSession session,
      Operand<TFloat64> loss,
      Optimizer.Adam spec,
      OptionalDouble l2,
      OptionalDouble clipNorm) {
    this.spec = spec;
    Ops tf = session.tf();
    rate = scalar(tf);
    beta1Power = scalar(tf);
    beta2Power = scalar(tf);
    ImmutableList<Store> stores = session.variables().trainedStores();
    List<Operand<TFloat32>> gradients = gradients(tf, loss, stores);
    if (l2.isPresent()) {
      penalize(tf, stores, gradients, l2.getAsDouble());
    }
    gradientNorm = globalNorm(tf, gradients);
    if (clipNorm.isPresent()) {
      Operand<TFloat32> bound = tf.constant((float) clipNorm.getAsDouble());
      Operand<TFloat32> scale = tf.math.div(bound, tf.math.maximum(gradientNorm, bound));
      gradients.replaceAll(gradient -> tf.math.mul(gradient, scale));
    }
    step = apply(session, loss, stores, gradients);
  }

  private static Placeholder<TFloat32> scalar(Ops tf) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  /** One for each store. */
  private static List<Operand<TFloat32>> gradients(Ops tf, Operand<?> loss, List<Store> stores) {
    ImmutableList<Variables.Variable> variables =
        stores.stream()
            .flatMap(store -> store.members().stream())
            .collect(ImmutableList.toImmutableList());
    Gradients all =
        tf.gradients(
            loss,
            variables.stream()
                .map(Variables.Variable::value)
                .collect(ImmutableList.toImmutableList()));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    int next = 0;
    for (Store store : stores) {
      List<Operand<TFloat32>> ofMembers = new ArrayList<>();
      for (int i = 0; i < store.members().size(); i++) {
        Output<TFloat32> gradient = all.dy(next++);
        ofMembers.add(gradient);
      }
      gradients.add(store.joined(tf, ofMembers));
    }
    return gradients;
  }

  /** Adds what the gradient of ½ l2 ‖W‖² is. */
  private static void penalize(
      Ops tf, List<Store> stores, List<Operand<TFloat32>> gradients, double l2) {
    for (int i = 0; i < gradients.size(); i++) {
      Store store = stores.get(i);
      if (store.isMatrix()) {
        gradients.set(
            i, tf.math.add(gradients.get(i), tf.math.mul(store.value(), tf.constant((float) l2))));
      }
    }
  }

  private static Operand<TFloat32> globalNorm(Ops tf, List<Operand<TFloat32>> gradients) {
    List<Operand<TFloat32>> halves = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      halves.add(tf.nn.l2Loss(gradient));
    }
    return tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(halves)));
  }

  private Op apply(
      GraphSession session,
      Operand<TFloat64> loss,
      List<Store> stores,
      List<Operand<TFloat32>> gradients) {
    Ops tf = session.tf();
    // A loss that is no number ends the step before any weight has moved.
    Op check = tf.debugging.checkNumerics(loss, "loss");
    List<Op> updates = new ArrayList<>();
    // Decay changes weights, so it waits until every gradient has read them.
    Ops afterGradients =
        tf.withControlDependencies(
            ImmutableList.<Op>builder().addAll(gradients).add(check).build());
    Operand<TFloat32> decay = tf.math.mul(rate, tf.constant((float) spec.weightDecay()));
    for (int i = 0; i < stores.size(); i++) {
      Store store = stores.get(i);
      Ops before = tf.withControlDependencies(check);
      if (spec.weightDecay() > 0 && store.isMatrix()) {
        Op shrink =
            afterGradients.assignSubVariableOp(store.handle(), tf.math.mul(store.value(), decay));
        before = tf.withControlDependencies(shrink);
      }
      updates.add(
          before.train.resourceApplyAdam(
              store.handle(),
              moment(session, "adam/mean", store),
              moment(session, "adam/square", store),
              beta1Power,
              beta2Power,
              rate,
              tf.constant((float) spec.beta1()),
              tf.constant((float) spec.beta2()),
              tf.constant((float) spec.epsilon()),
              gradients.get(i)));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  private Operand<?> moment(GraphSession session, String kind, Store store) {
    Ops tf = session.tf();
    Operand<?> handle = session.variables().momentsOf(store, kind).handle();
    momentInitializers.add(
        tf.assignVariableOp(
            handle, tf.fill(tf.constant(store.shape().asArray()), tf.constant(0f))));
    return handle;
  }

  /** Sets the moments to zero. */
  void initialize(GraphSession session) {
    try (Run run = new Run(session)) {
      momentInitializers.forEach(run::target);
      run.run();
    }
  }

  /** Feeds the numbers of a step, counted from 0. */
  void feed(Run run, long step, double learningRate) {
    run.feed(rate, Tensors.scalar(learningRate));
    run.feed(beta1Power, Tensors.scalar(Math.pow(spec.beta1(), step + 1)));
    run.feed(beta2Power, Tensors.scalar(Math.pow(spec.beta2(), step + 1)));
  }

  /** Before clipping. */
  Operand<TFloat32> gradientNorm() {
    return gradientNorm;
  }

  /** Runs the step. */
  Op step() {
    return step;
  }
}
