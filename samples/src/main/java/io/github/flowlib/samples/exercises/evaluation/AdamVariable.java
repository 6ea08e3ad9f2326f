package io.github.flowlib.samples.exercises.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * A trained variable with the two moments of Adam (Kingma and Ba 2015). Resource variables:
 * reference variables race between the optimizer and gradients that still read them.
 *
 * @param shape of all three
 * @param handle of the weights
 * @param firstMoment handle
 * @param secondMoment handle
 * @param value the weights, read
 */
record AdamVariable(
    Shape shape,
    Operand<?> handle,
    Operand<?> firstMoment,
    Operand<?> secondMoment,
    Operand<TFloat32> value) {

  static final float BETA_1 = 0.9f;
  static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  static AdamVariable declare(Ops tf, String name, Shape shape) {
    Operand<?> handle = handle(tf, name, shape);
    return new AdamVariable(
        shape,
        handle,
        handle(tf, name + "/m", shape),
        handle(tf, name + "/v", shape),
        tf.readVariableOp(handle, TFloat32.class));
  }

  private static Operand<?> handle(Ops tf, String name, Shape shape) {
    return tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
  }

  /** Sets the weights to some values and the moments to zero. */
  List<Op> assignments(Ops tf, Operand<TFloat32> values) {
    Operand<TFloat32> zeros = tf.zeros(tf.constant(shape.asArray()), TFloat32.class);
    return List.of(
        tf.assignVariableOp(handle, values),
        tf.assignVariableOp(firstMoment, zeros),
        tf.assignVariableOp(secondMoment, zeros));
  }

  /** A step of all variables down the gradient of a loss. */
  static Op step(
      Ops tf,
      Operand<TFloat32> loss,
      List<AdamVariable> variables,
      Operand<TFloat32> rate,
      Operand<TFloat32> beta1Power,
      Operand<TFloat32> beta2Power) {
    Gradients gradients = tf.gradients(loss, variables.stream().map(AdamVariable::value).toList());
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      AdamVariable variable = variables.get(i);
      updates.add(
          tf.train.resourceApplyAdam(
              variable.handle(),
              variable.firstMoment(),
              variable.secondMoment(),
              beta1Power,
              beta2Power,
              rate,
              tf.constant(BETA_1),
              tf.constant(BETA_2),
              tf.constant(EPSILON),
              gradients.<TFloat32>dy(i)));
    }
    return tf.withControlDependencies(updates).noOp();
  }
}
