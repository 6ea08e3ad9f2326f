package io.github.flowlib.tf.internal.train;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
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
      Operand<?> loss,
      Optimizer.Adam spec,
      OptionalDouble l2,
      OptionalDouble clipNorm) {
    this.spec = spec;
    Ops tf = session.tf();
    rate = scalar(tf);
    beta1Power = scalar(tf);
    beta2Power = scalar(tf);
    ImmutableList<Variables.Variable> variables = session.variables().trained();
    List<Operand<TFloat32>> gradients = gradients(tf, loss, variables);
    if (l2.isPresent()) {
      penalize(tf, variables, gradients, l2.getAsDouble());
    }
    gradientNorm = globalNorm(tf, gradients);
    if (clipNorm.isPresent()) {
      Operand<TFloat32> bound = tf.constant((float) clipNorm.getAsDouble());
      Operand<TFloat32> scale = tf.math.div(bound, tf.math.maximum(gradientNorm, bound));
      gradients.replaceAll(gradient -> tf.math.mul(gradient, scale));
    }
    step = apply(session, variables, gradients);
  }

  private static Placeholder<TFloat32> scalar(Ops tf) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  private static List<Operand<TFloat32>> gradients(
      Ops tf, Operand<?> loss, List<Variables.Variable> variables) {
    Gradients all =
        tf.gradients(
            loss,
            variables.stream()
                .map(Variables.Variable::value)
                .collect(ImmutableList.toImmutableList()));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      Output<TFloat32> gradient = all.dy(i);
      gradients.add(gradient);
    }
    return gradients;
  }

  /** Adds what the gradient of ½ l2 ‖W‖² is. */
  private static void penalize(
      Ops tf, List<Variables.Variable> variables, List<Operand<TFloat32>> gradients, double l2) {
    for (int i = 0; i < gradients.size(); i++) {
      Variables.Variable variable = variables.get(i);
      if (variable.isMatrix()) {
        gradients.set(
            i,
            tf.math.add(gradients.get(i), tf.math.mul(variable.value(), tf.constant((float) l2))));
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
      GraphSession session, List<Variables.Variable> variables, List<Operand<TFloat32>> gradients) {
    Ops tf = session.tf();
    List<Op> updates = new ArrayList<>();
    // Decay changes weights, so it waits until every gradient has read them.
    Ops afterGradients = tf.withControlDependencies(ImmutableList.<Op>copyOf(gradients));
    Operand<TFloat32> decay = tf.math.mul(rate, tf.constant((float) spec.weightDecay()));
    for (int i = 0; i < variables.size(); i++) {
      Variables.Variable variable = variables.get(i);
      Ops before = tf;
      if (spec.weightDecay() > 0 && variable.isMatrix()) {
        Op shrink =
            afterGradients.assignSubVariableOp(
                variable.handle(), tf.math.mul(variable.value(), decay));
        before = tf.withControlDependencies(shrink);
      }
      updates.add(
          before.train.resourceApplyAdam(
              variable.handle(),
              moment(session, "adam/mean", variable),
              moment(session, "adam/square", variable),
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

  /** Named as its variable, below a name of its own. */
  private Operand<?> moment(GraphSession session, String kind, Variables.Variable variable) {
    Ops tf = session.tf();
    Operand<?> handle =
        session.variables().scope(kind).moment(variable.name(), variable.shape()).handle();
    momentInitializers.add(
        tf.assignVariableOp(
            handle, tf.fill(tf.constant(variable.shape().asArray()), tf.constant(0f))));
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
