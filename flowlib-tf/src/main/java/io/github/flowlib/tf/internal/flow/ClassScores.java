package io.github.flowlib.tf.internal.flow;

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

  /** The most probable class; of equal ones the first. */
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
