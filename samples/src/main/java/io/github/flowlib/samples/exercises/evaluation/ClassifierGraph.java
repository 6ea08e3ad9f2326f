package io.github.flowlib.samples.exercises.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The network of a classifier as a TensorFlow graph, its weights and its training step. It computes
 * on the CPU also where models do not, so that all are judged by the same one.
 */
final class ClassifierGraph implements AutoCloseable {

  /** Height and width of an image. */
  static final int SIDE = 28;

  /** Kinds of digits. */
  static final int CLASSES = 10;

  /** Width of the layer before the decision. */
  static final int FEATURES = 64;

  private static final int KERNEL = 5;
  private static final int CHANNELS_1 = 16;
  private static final int CHANNELS_2 = 32;

  /** Pixels to a side after two convolutions without padding and two poolings: 24, 12, 8, 4. */
  private static final int POOLED = 4;

  private final Graph graph = new Graph();
  private final Session session =
      new Session(graph, ConfigProto.newBuilder().putDeviceCount("GPU", 0).build());
  private final Ops tf = Ops.create(graph);
  private final List<AdamVariable> variables = new ArrayList<>();
  private final Placeholder<TFloat32> pixels;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;
  private final Operand<TFloat32> features;
  private final Operand<TFloat32> logits;
  private final Operand<TFloat32> loss;
  private final Op step;
  private int steps;

  ClassifierGraph() {
    int side = SIDE;
    pixels = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side * side)));
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    rate = scalar();
    beta1Power = scalar();
    beta2Power = scalar();

    Operand<TFloat32> scaled = tf.math.mul(pixels, tf.constant(1 / 255f));
    Operand<TFloat32> x = tf.reshape(scaled, tf.constant(new int[] {-1, side, side, 1}));
    x = convolution(x, 1, CHANNELS_1);
    x = convolution(x, CHANNELS_1, CHANNELS_2);
    int flat = POOLED * POOLED * CHANNELS_2;
    x = tf.reshape(x, tf.constant(new int[] {-1, flat}));
    features = tf.nn.relu(dense(x, flat, FEATURES));
    logits = dense(features, FEATURES, CLASSES);

    Operand<TFloat32> wanted =
        tf.oneHot(labels, tf.constant(CLASSES), tf.constant(1f), tf.constant(0f));
    loss =
        tf.math.mean(
            SoftmaxCrossEntropyWithLogits.create(tf.scope(), logits, wanted).loss(),
            tf.constant(0));
    step = AdamVariable.step(tf, loss, variables, rate, beta1Power, beta2Power);
  }

  private Placeholder<TFloat32> scalar() {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  /** Convolution without padding, ReLU, and the largest of every 2 × 2 pixels. */
  private Operand<TFloat32> convolution(Operand<TFloat32> x, int inputs, int outputs) {
    Operand<TFloat32> filter = variable(KERNEL, KERNEL, inputs, outputs);
    Operand<TFloat32> sum = tf.nn.conv2d(x, filter, List.of(1L, 1L, 1L, 1L), "VALID");
    return tf.nn.maxPool(
        tf.nn.relu(tf.nn.biasAdd(sum, variable(outputs))),
        tf.constant(new int[] {1, 2, 2, 1}),
        tf.constant(new int[] {1, 2, 2, 1}),
        "VALID");
  }

  private Operand<TFloat32> dense(Operand<TFloat32> x, int inputs, int outputs) {
    return tf.nn.biasAdd(tf.linalg.matMul(x, variable(inputs, outputs)), variable(outputs));
  }

  private Operand<TFloat32> variable(long... sizes) {
    AdamVariable variable = AdamVariable.declare(tf, "v" + variables.size(), Shape.of(sizes));
    variables.add(variable);
    return variable.value();
  }

  /** Weights uniform with variance 2 / inputs (He et al. 2015), biases and moments zero. */
  void initialize(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Tensor> values = new ArrayList<>();
    Session.Runner runner = session.runner();
    for (AdamVariable variable : variables) {
      Shape shape = variable.shape();
      float[] weights = new float[(int) shape.size()];
      if (shape.numDimensions() > 1) {
        double bound = Math.sqrt(6.0 * shape.get(-1) / shape.size());
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
      }
      TFloat32 value = TFloat32.tensorOf(shape, DataBuffers.of(weights));
      values.add(value);
      Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      runner.feed(input, value);
      variable.assignments(tf, input).forEach(runner::addTarget);
    }
    runner.run().close();
    values.forEach(Tensor::close);
  }

  /** One step on images and their labels; returns the loss before it. */
  float step(float[] images, int[] digits, float learningRate) {
    steps++;
    try (TFloat32 batch = tensor(images);
        TInt32 wanted = TInt32.tensorOf(Shape.of(digits.length), DataBuffers.of(digits));
        TFloat32 rateNow = TFloat32.scalarOf(learningRate);
        TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(AdamVariable.BETA_1, steps));
        TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(AdamVariable.BETA_2, steps));
        Result result =
            session
                .runner()
                .feed(pixels, batch)
                .feed(labels, wanted)
                .feed(rate, rateNow)
                .feed(beta1Power, power1)
                .feed(beta2Power, power2)
                .fetch(loss)
                .addTarget(step)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  float[][] features(float[] images) {
    return fetch(images, features, FEATURES);
  }

  float[][] logits(float[] images) {
    return fetch(images, logits, CLASSES);
  }

  private float[][] fetch(float[] images, Operand<TFloat32> head, int width) {
    try (TFloat32 batch = tensor(images);
        Result result = session.runner().feed(pixels, batch).fetch(head).run()) {
      float[] flat = new float[(int) result.get(0).size()];
      ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(flat);
      float[][] rows = new float[flat.length / width][width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(flat, i * width, rows[i], 0, width);
      }
      return rows;
    }
  }

  private static TFloat32 tensor(float[] images) {
    int width = SIDE * SIDE;
    return TFloat32.tensorOf(Shape.of(images.length / width, width), DataBuffers.of(images));
  }

  /** The session first: closing a graph waits for its sessions. */
  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
