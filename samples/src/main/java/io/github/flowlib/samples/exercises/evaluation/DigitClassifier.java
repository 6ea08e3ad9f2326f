package io.github.flowlib.samples.exercises.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.tf.TensorFlowBackend;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A convolutional network that reads digits: the judge of images that models make. It is trained on
 * real digits and never sees those of a model.
 *
 * <p>Images are rows of 28 · 28 grey levels 0 … 255. Two layers of 5 × 5 convolutions (16 and 32
 * channels), each followed by ReLU and 2 × 2 max-pooling, a dense layer of {@value #FEATURES}
 * features with ReLU, and ten logits: LeNet-5 (LeCun et al. 1998) with the activations and the
 * pooling of today. With all training images of MNIST more than 99 % of the test images are read
 * rightly; {@link #accuracy} says it of this one.
 *
 * <p>The same images and the same seed give the same network, bit by bit, on the same number of
 * threads. Close it after use: it holds native memory. Not for several threads at once.
 */
public final class DigitClassifier implements AutoCloseable {

  /** Height and width of an image. */
  public static final int SIDE = ClassifierGraph.SIDE;

  /** Kinds of digits. */
  public static final int CLASSES = ClassifierGraph.CLASSES;

  /** Width of {@link #features}. */
  public static final int FEATURES = ClassifierGraph.FEATURES;

  /** Images at once, so that memory does not grow with their number. */
  private static final int CHUNK = 500;

  static {
    // The backend lifts a limit on native memory, which must happen before TensorFlow is loaded.
    new TensorFlowBackend();
  }

  private final ClassifierGraph graph;

  private DigitClassifier(ClassifierGraph graph) {
    this.graph = graph;
  }

  /**
   * Trains a classifier for as many epochs as {@link ClassifierTraining#epochs} finds right.
   *
   * @param train images with labels
   * @param seed of weights, order and shifts
   * @param progress hears of every epoch
   * @return the classifier
   * @throws IllegalArgumentException if the images are not 28 × 28, have no labels, or a label is
   *     above 9
   */
  public static DigitClassifier train(Dataset train, long seed, ClassifierProgress progress) {
    return train(train, ClassifierTraining.epochs(train.rows()), seed, progress);
  }

  /**
   * Trains a classifier.
   *
   * @param train images with labels
   * @param epochs passes over them, at least 1
   * @param seed of weights, order and shifts
   * @param progress hears of every epoch
   * @return the classifier
   * @throws IllegalArgumentException if the images are not 28 × 28, have no labels, a label is
   *     above 9, or epochs is below 1
   */
  public static DigitClassifier train(
      Dataset train, int epochs, long seed, ClassifierProgress progress) {
    checkArgument(epochs >= 1, "epochs must be at least 1, but was %s", epochs);
    check(train);
    ClassifierGraph graph = new ClassifierGraph();
    try {
      graph.initialize(seed);
      ClassifierTraining.run(graph, train, epochs, seed, progress);
      return new DigitClassifier(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Reads images.
   *
   * @param images {@code [n, 784]}, grey levels
   * @return the most probable digit of each
   */
  public int[] classify(float[][] images) {
    float[][] logits = rows(images, graph::logits);
    return Arrays.stream(logits).mapToInt(DigitClassifier::argMax).toArray();
  }

  /**
   * What the network sees in images, one layer before it decides.
   *
   * @param images {@code [n, 784]}, grey levels
   * @return {@code [n, 64]}, at least 0
   */
  public float[][] features(float[][] images) {
    return rows(images, graph::features);
  }

  /**
   * The part of images that are read rightly.
   *
   * @param data images with labels
   * @return 0 … 1
   * @throws IllegalArgumentException if the images are not 28 × 28, have no labels, or a label is
   *     above 9
   */
  public double accuracy(Dataset data) {
    check(data);
    return accuracy(data.toArray(), data.labels());
  }

  /**
   * The part of images that are read as they were meant.
   *
   * @param images {@code [n, 784]}, grey levels
   * @param labels what each was meant to be
   * @return 0 … 1
   */
  public double accuracy(float[][] images, int[] labels) {
    checkArgument(
        labels.length == images.length && images.length > 0,
        "there must be 1 label per image and at least 1 image, but there were %s labels and %s images",
        labels.length,
        images.length);
    int[] read = classify(images);
    int right = 0;
    for (int i = 0; i < read.length; i++) {
      right += read[i] == labels[i] ? 1 : 0;
    }
    return (double) right / read.length;
  }

  private static float[][] rows(float[][] images, Function<float[], float[][]> head) {
    float[][] result = new float[images.length][];
    for (int from = 0; from < images.length; from += CHUNK) {
      float[][] chunk = Arrays.copyOfRange(images, from, Math.min(from + CHUNK, images.length));
      float[][] found = head.apply(flat(chunk, from));
      System.arraycopy(found, 0, result, from, found.length);
    }
    return result;
  }

  private static float[] flat(float[][] rows, int first) {
    float[] flat = new float[rows.length * SIDE * SIDE];
    for (int i = 0; i < rows.length; i++) {
      checkArgument(
          rows[i].length == SIDE * SIDE,
          "images must have %s pixels, but image %s has %s",
          SIDE * SIDE,
          first + i,
          rows[i].length);
      System.arraycopy(rows[i], 0, flat, i * SIDE * SIDE, SIDE * SIDE);
    }
    return flat;
  }

  private static void check(Dataset data) {
    checkArgument(
        data.dimension() == SIDE * SIDE,
        "images must have %s pixels, but had %s",
        SIDE * SIDE,
        data.dimension());
    checkArgument(data.hasLabels(), "images must have labels; add them with withLabels(...)");
    for (int i = 0; i < data.rows(); i++) {
      checkArgument(
          data.label(i) < CLASSES,
          "labels must be at most %s, but row %s has %s",
          CLASSES - 1,
          i,
          data.label(i));
    }
  }

  private static int argMax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @Override
  public void close() {
    graph.close();
  }
}
