package io.github.flowlib.samples.exercises.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.samples.exercises.statistics.Moments;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges the images of models by a classifier of real digits, and by their distance to real test
 * images in its features. One scorer serves all models of a run: its figures can be compared with
 * each other, and not with those of another classifier.
 *
 * <p>Close it after use: it holds native memory. Not for several threads at once.
 */
public final class SampleScorer implements AutoCloseable {

  /** Images to judge a model by, if there are as many test images. */
  public static final int SAMPLES = 10_000;

  private final DigitClassifier classifier;
  private final @Nullable Moments test;
  private final int samples;
  private final ClassifierMetrics metrics;

  private SampleScorer(DigitClassifier classifier, Dataset train, Dataset test, double seconds) {
    this.classifier = classifier;
    float[][] features = classifier.features(test.toArray());
    this.test = features.length < 2 ? null : Moments.of(features);
    // Distances of sets of another size could not be compared.
    this.samples = Math.max(DigitClassifier.CLASSES, Math.min(SAMPLES, test.rows()));
    int reference = Math.min(samples, train.rows());
    FrechetDistance distance = distance(train.head(reference).toArray());
    metrics =
        new ClassifierMetrics(
            train.rows(),
            seconds,
            test.rows(),
            classifier.accuracy(test),
            reference,
            distance == null ? null : distance.value(),
            distance == null ? null : finite(distance.standardError()));
  }

  /**
   * Trains the classifier and looks at the test images.
   *
   * @param train real images with labels
   * @param test more of them, which the classifier does not learn from
   * @param seed of the classifier
   * @param progress hears of every epoch
   * @return a scorer
   * @throws IllegalArgumentException if images are not 28 × 28, have no labels, or a label is above
   *     9
   */
  public static SampleScorer train(
      Dataset train, Dataset test, long seed, ClassifierProgress progress) {
    long began = System.nanoTime();
    DigitClassifier classifier = DigitClassifier.train(train, seed, progress);
    double seconds = (System.nanoTime() - began) / 1e9;
    try {
      return new SampleScorer(classifier, train, test, seconds);
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  /**
   * What is known of the classifier, and of real images judged by it.
   *
   * @return its figures
   */
  public ClassifierMetrics metrics() {
    return metrics;
  }

  /**
   * How many images of a model are to be judged: {@value #SAMPLES}, or as many as there are test
   * images, but each digit once.
   *
   * @return a number
   */
  public int samples() {
    return samples;
  }

  /**
   * Labels for as many images: the digits 0 to 9 in turn.
   *
   * @return {@link #samples()} labels
   */
  public int[] labels() {
    return IntStream.range(0, samples).map(i -> i % DigitClassifier.CLASSES).toArray();
  }

  /**
   * The classifier.
   *
   * @return closed together with this scorer
   */
  public DigitClassifier classifier() {
    return classifier;
  }

  /**
   * Judges images of a model.
   *
   * @param images {@code [n, 784]}, grey levels, n at least 2
   * @param labels the digits that were asked for; null if the model knows none
   * @param temperature factor on the noise that the images were made from
   * @param scored what the images are
   * @return their figures
   */
  public SampleQuality score(
      float[][] images, int @Nullable [] labels, double temperature, Scored scored) {
    checkArgument(
        images.length >= 2, "at least 2 images are needed, but there were %s", images.length);
    FrechetDistance distance = distance(images);
    return new SampleQuality(
        scored,
        temperature,
        images.length,
        distance == null ? null : distance.value(),
        distance == null ? null : finite(distance.standardError()),
        labels == null ? null : classifier.accuracy(images, labels));
  }

  private @Nullable FrechetDistance distance(float[][] images) {
    return test == null || images.length < 2
        ? null
        : FrechetDistance.between(classifier.features(images), test);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  @Override
  public void close() {
    classifier.close();
  }
}
