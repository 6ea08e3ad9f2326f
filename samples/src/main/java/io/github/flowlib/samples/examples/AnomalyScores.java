package io.github.flowlib.samples.examples;

import io.github.flowlib.Models;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.AnomalyThreshold;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Anomaly scores: −log p under a density of normal rows, and the threshold for an alarm. */
public final class AnomalyScores {

  private AnomalyScores() {}

  /**
   * Learns points on a ring, and looks at one on it and at one in its middle.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println("alarms: " + run(ring(4_000), new float[][] {{100, 20}, {0, 20}}, 20));
  }

  /** True for every new row that is stranger than all but 1 % of normal ones. */
  static List<Boolean> run(float[][] rows, float[][] newRows, int epochs) {
    Dataset.Split normal = Dataset.of(rows).split(0.9, 1);
    FlowSpec spec = NeuralSplineFlow.builder().dimension(2).hidden(64, 64).standardize().build();

    try (FlowModel flow = Models.create(spec)) {
      flow.fit(normal.first(), Training.builder().epochs(epochs).learningRate(2e-3).build());
      Dataset heldOut = normal.rest(); // takes no part in training
      // region alarms
      AnomalyThreshold threshold = AnomalyThreshold.of(flow.logProb(heldOut), 0.01); // false alarms
      double[] logProb = flow.distribution().logProb(newRows);
      List<Boolean> alarms = Arrays.stream(logProb).mapToObj(threshold::isAnomaly).toList();
      // end
      return alarms;
    }
  }

  /** Columns of unlike scale: {@code standardize()} is for such tables. */
  static float[][] ring(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] ring = new float[rows][];
    for (int i = 0; i < rows; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      ring[i] = new float[] {(float) (100 * Math.cos(angle)), (float) (20 + Math.sin(angle))};
    }
    return ring;
  }
}
