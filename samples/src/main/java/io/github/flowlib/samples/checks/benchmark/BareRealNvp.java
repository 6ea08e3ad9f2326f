package io.github.flowlib.samples.checks.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The training step of a RealNVP, written by hand on TensorFlow Java and on nothing else: what a
 * user would write without this library. Even and odd columns in turn, one network of two hidden
 * layers per coupling, Adam.
 */
final class BareRealNvp implements AutoCloseable {

  /** The learning rate of all who train. */
  static final float RATE = 1e-4f;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final int dimension;
  private final List<Op> initializers = new ArrayList<>();
  private final List<Operand<?>> handles = new ArrayList<>();
  private final List<Operand<TFloat32>> weights = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final Placeholder<TFloat32> x;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;
  private final Operand<TFloat32> loss;
  private final Op step;
  private int steps;

  BareRealNvp(int dimension, int couplings, int units) {
    this.dimension = dimension;
    x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, dimension)));
    beta1Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    beta2Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    int half = dimension / 2;
    int[] even = new int[half];
    int[] odd = new int[half];
    for (int i = 0; i < half; i++) {
      even[i] = 2 * i;
      odd[i] = 2 * i + 1;
    }
    Operand<TFloat32> a = tf.gather(x, tf.constant(even), tf.constant(1));
    Operand<TFloat32> b = tf.gather(x, tf.constant(odd), tf.constant(1));
    Operand<TFloat32> logDet = null;
    for (int i = 0; i < couplings; i++) {
      Operand<TFloat32> h = tf.nn.relu(dense(a, half, units));
      h = tf.nn.relu(dense(h, units, units));
      List<? extends Operand<TFloat32>> raw =
          tf.split(tf.constant(1), dense(h, units, 2 * half), 2L).output();
      Operand<TFloat32> alpha =
          tf.math.mul(tf.constant(2f), tf.math.tanh(tf.math.mul(raw.get(0), tf.constant(0.5f))));
      Operand<TFloat32> z =
          tf.math.mul(tf.math.sub(b, raw.get(1)), tf.math.exp(tf.math.neg(alpha)));
      Operand<TFloat32> sum = tf.reduceSum(alpha, tf.constant(1));
      logDet = logDet == null ? tf.math.neg(sum) : tf.math.sub(logDet, sum);
      b = a;
      a = z;
    }
    Operand<TFloat32> squares =
        tf.math.add(
            tf.reduceSum(tf.math.square(a), tf.constant(1)),
            tf.reduceSum(tf.math.square(b), tf.constant(1)));
    Operand<TFloat32> logProb =
        tf.math.sub(
            tf.math.sub(logDet, tf.math.mul(squares, tf.constant(0.5f))),
            tf.constant((float) (0.5 * dimension * Math.log(2 * Math.PI))));
    loss = tf.math.neg(tf.math.mean(logProb, tf.constant(0)));
    step = adam();
    Session.Runner runner = session.runner();
    initializers.forEach(runner::addTarget);
    runner.run().close();
  }

  private Operand<TFloat32> dense(Operand<TFloat32> input, int inputs, int outputs) {
    Random random = new Random(handles.size());
    float[] values = new float[inputs * outputs];
    double bound = Math.sqrt(6.0 / inputs);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound * 0.1);
    }
    return tf.nn.biasAdd(
        tf.linalg.matMul(input, variable(Shape.of(inputs, outputs), values)),
        variable(Shape.of(outputs), new float[outputs]));
  }

  private Operand<TFloat32> variable(Shape shape, float[] values) {
    Operand<?> handle = handle(shape);
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    Op assign = tf.assignVariableOp(handle, value);
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values))) {
      session.runner().feed(value, tensor).addTarget(assign).run().close();
    }
    Operand<TFloat32> read = tf.readVariableOp(handle, TFloat32.class);
    handles.add(handle);
    weights.add(read);
    shapes.add(shape);
    return read;
  }

  private Operand<?> handle(Shape shape) {
    return tf.varHandleOp(
        TFloat32.class, shape, VarHandleOp.sharedName("v" + graph.hashCode() + "_" + names++));
  }

  private int names;

  private Op adam() {
    Gradients gradients = tf.gradients(loss, weights);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      List<Operand<?>> slots = new ArrayList<>();
      for (int s = 0; s < 2; s++) {
        Operand<?> slot = handle(shapes.get(i));
        initializers.add(
            tf.assignVariableOp(
                slot, tf.zeros(tf.constant(shapes.get(i).asArray()), TFloat32.class)));
        slots.add(slot);
      }
      updates.add(
          tf.train.resourceApplyAdam(
              handles.get(i),
              slots.get(0),
              slots.get(1),
              beta1Power,
              beta2Power,
              tf.constant(RATE),
              tf.constant(0.9f),
              tf.constant(0.999f),
              tf.constant(1e-8f),
              gradients.<TFloat32>dy(i)));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  /** One step on flat rows; returns the loss. */
  float step(float[] rows) {
    steps++;
    try (TFloat32 batch =
            TFloat32.tensorOf(Shape.of(rows.length / dimension, dimension), DataBuffers.of(rows));
        TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(0.9, steps));
        TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(0.999, steps));
        Result result =
            session
                .runner()
                .feed(x, batch)
                .feed(beta1Power, power1)
                .feed(beta2Power, power2)
                .fetch(loss)
                .addTarget(step)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
