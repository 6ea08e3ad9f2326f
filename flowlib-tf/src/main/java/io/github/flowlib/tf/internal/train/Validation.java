package io.github.flowlib.tf.internal.train;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Log;
import io.github.flowlib.tf.internal.rows.Scoring;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The mean of −log p over the validation data, under the weights of the moment. */
final class Validation {

  private final GraphSession session;
  private final Objective objective;
  private final Context context;
  private final Dataset data;

  /** Once for a run is enough. */
  private boolean warned;

  Validation(GraphSession session, Objective objective, Context context, Dataset data) {
    this.session = session;
    this.objective = objective;
    this.context = context;
    this.data = data;
  }

  /**
   * Always present; +∞ if a row has no density, which is then named in a warning; no number if none
   * has one, because then it is not the rows that are at fault.
   */
  OptionalDouble loss() {
    double[] logProb =
        Scoring.score(
            session,
            objective.inputs(),
            List.of(objective.logProb()),
            data.rows(),
            objective.rowSize(),
            Scoring.rows(data, context))[0];
    if (Arrays.stream(logProb).allMatch(value -> value == Double.NEGATIVE_INFINITY)) {
      return OptionalDouble.of(Double.NaN);
    }
    double loss = -Scoring.sum(logProb) / data.rows();
    if (loss == Double.POSITIVE_INFINITY && !warned) {
      warned = true;
      warn(logProb);
    }
    return OptionalDouble.of(loss);
  }

  private static void warn(double[] logProb) {
    int[] rows =
        IntStream.range(0, logProb.length)
            .filter(i -> logProb[i] == Double.NEGATIVE_INFINITY)
            .toArray();
    if (rows.length > 0) {
      Log.LOG.log(
          System.Logger.Level.WARNING,
          "row "
              + rows[0]
              + " of the validation data"
              + (rows.length > 1 ? " (and " + (rows.length - 1) + " more)" : "")
              + " has log p = -Infinity: epochs after which it has count as worse than any with a finite"
              + " validation loss; remove the row if it is no measurement");
    }
  }
}
