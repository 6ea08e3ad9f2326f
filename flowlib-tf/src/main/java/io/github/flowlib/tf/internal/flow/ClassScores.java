package io.github.flowlib.tf.internal.flow;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.tf.internal.graph.LogSum;

/**
 * log p(x | y) of every row under every class, and what follows from it with a uniform prior.
 *
 * @param byClass {@code [classes][n]}, in nats
 */
record ClassScores(double[][] byClass) {

  /** log Σ_y p(x | y) − log K. */
  double[] marginal() {
    int[] best = argmax();
    double[] marginal = new double[best.length];
    for (int i = 0; i < best.length; i++) {
      LogSum sum = new LogSum(byClass[best[i]][i]);
      for (double[] scores : byClass) {
        sum.add(scores[i]);
      }
      marginal[i] = sum.value() - Math.log(byClass.length);
    }
    return marginal;
  }

  /**
   * The most probable class; of equal ones the first.
   *
   * @throws IllegalArgumentException if a row has no density under any class
   */
  int[] mostProbable() {
    int[] best = argmax();
    for (int i = 0; i < best.length; i++) {
      checkArgument(
          byClass[best[i]][i] > Double.NEGATIVE_INFINITY,
          "a row must have a density to be classified, but log p of row %s is -Infinity under all %s"
              + " classes; it lies so far away that float32 overflows: remove or impute it",
          i,
          byClass.length);
    }
    return best;
  }

  /** The same for any rows; without a density, the first class. */
  int[] argmax() {
    int[] best = new int[byClass[0].length];
    for (int y = 1; y < byClass.length; y++) {
      for (int i = 0; i < best.length; i++) {
        if (byClass[y][i] > byClass[best[i]][i]) {
          best[i] = y;
        }
      }
    }
    return best;
  }
}
