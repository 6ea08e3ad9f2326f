package io.github.flowlib.samples.exercises.evaluation;

import io.github.flowlib.data.Dataset;

/** The training of a classifier: batches in a seeded order, a rate that falls like a cosine. */
final class ClassifierTraining {

  static final int BATCH = 128;

  private static final double PEAK_RATE = 2e-3;

  /** Images to be seen in a training, some of them several times: four passes over MNIST. */
  private static final int IMAGES = 220_000;

  /** More passes over few images teach little that is new. */
  private static final int MAX_EPOCHS = 20;

  private static final int MIN_EPOCHS = 4;

  private ClassifierTraining() {}

  /** Fewer images are seen more often, within reason. */
  static int epochs(int rows) {
    return Math.min(MAX_EPOCHS, Math.max(MIN_EPOCHS, IMAGES / rows));
  }

  static void run(
      ClassifierGraph graph, Dataset train, int epochs, long seed, ClassifierProgress progress) {
    int batch = Math.min(BATCH, train.rows());
    int steps = train.rows() / batch; // a remainder waits for the next epoch and its other order
    long total = (long) epochs * steps;
    ShiftedImages images = new ShiftedImages(train, seed);
    float[] pixels = new float[batch * train.dimension()];
    int[] labels = new int[batch];
    for (int epoch = 0; epoch < epochs; epoch++) {
      images.shuffle(epoch);
      double loss = 0;
      for (int step = 0; step < steps; step++) {
        images.copy(step * batch, pixels, labels);
        double done = (double) ((long) epoch * steps + step) / total;
        loss +=
            graph.step(pixels, labels, (float) (PEAK_RATE * 0.5 * (1 + Math.cos(Math.PI * done))));
      }
      progress.onEpoch(epoch + 1, epochs, loss / steps);
    }
  }
}
