package io.github.flowlib.samples.examples;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.Training;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The density of a table: learns it, says how probable new rows are, and draws more of them. */
public final class DensityOfATable {

  private DensityOfATable() {}

  /**
   * Prints log p of a row like those that were learned, and of one against them.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println(Arrays.toString(run(table(500), new float[][] {{1, 1.1f}, {1, -1.1f}})));
  }

  /** Learns rows; the log-density of every new one. */
  static double[] run(float[][] rows, float[][] newRows) {
    // region density
    Dataset.Split split = Dataset.of(rows).split(0.8, 1); // rows: float[n][2]
    Training.Builder training = Training.builder().validation(split.rest()).earlyStopping(20);
    try (FlowModel flow = Models.create(RealNVP.builder().dimension(2).couplings(8).build())) {
      flow.fit(split.first(), training.epochs(100).build()); // stops when the rest no longer gains
      Distribution p = flow.distribution();
      double[] logProb = p.logProb(newRows); // nats; the lower, the stranger
      float[][] more = p.sample(1000, 42);
      System.out.println("a row that was drawn: " + Arrays.toString(more[0])); // not in README.md
      return logProb; // not in README.md
    }
    // end
  }

  private static float[][] table(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] table = new float[rows][];
    for (int i = 0; i < rows; i++) {
      double first = random.nextGaussian();
      table[i] = new float[] {(float) first, (float) (first + 0.2 * random.nextGaussian())};
    }
    return table;
  }
}
