package io.github.flowlib.tf.internal.vae;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.ImportanceEstimate;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.LogSum;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.Batch;
import io.github.flowlib.tf.internal.rows.Chunks;
import io.github.flowlib.tf.internal.rows.Scoring;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Bounds on log p(x | y) from samples of the approximate posterior, for any number of rows and
 * samples in bounded memory; everything is summed in double.
 */
final class LatentSampling {

  private final GraphSession session;
  private final VaeHeads heads;

  /** The values that one sample takes in memory at its widest. */
  private final int sampleSize;

  LatentSampling(GraphSession session, VaeHeads heads, int sampleSize) {
    this.session = session;
    this.heads = heads;
    this.sampleSize = sampleSize;
  }

  /** Gets [rows][samples] of every fetched head, flat, for the rows {@code from … to − 1}. */
  @FunctionalInterface
  private interface Part {

    void accept(int from, int to, int samples, List<double[]> values);
  }

  /** log (1/k) Σⱼ p(x, zⱼ) / q(zⱼ | x) of every row, and how many samples carry it. */
  ImportanceEstimate importance(int rows, int k, long seed, Scoring.Rows batches) {
    LogSum[] sums = logSums(rows);
    LogSum[] squares = logSums(rows);
    forEach(
        rows,
        k,
        seed,
        batches,
        ImmutableList.of(heads.logWeights),
        (from, to, samples, values) -> {
          for (int i = 0; i < (to - from) * samples; i++) {
            int row = from + i / samples;
            double logWeight = values.get(0)[i];
            if (!(logWeight < Double.POSITIVE_INFINITY)) {
              throw notANumber("importance weight", row, logWeight);
            }
            sums[row].add(logWeight);
            squares[row].add(2 * logWeight);
          }
        });
    double[] logProb = new double[rows];
    double[] effective = new double[rows];
    for (int row = 0; row < rows; row++) {
      double logSum = sums[row].value();
      logProb[row] = logSum - Math.log(k);
      effective[row] =
          logSum == Double.NEGATIVE_INFINITY ? 0 : Math.exp(2 * logSum - squares[row].value());
    }
    return new ImportanceEstimate(logProb, effective);
  }

  private static LogSum[] logSums(int rows) {
    LogSum[] sums = new LogSum[rows];
    Arrays.setAll(sums, i -> new LogSum());
    return sums;
  }

  /** Both forms of the evidence lower bound of every row. */
  Elbo elbo(int rows, int k, long seed, Scoring.Rows batches) {
    double[] reconstruction = new double[rows];
    double[] joint = new double[rows];
    double[] kl = new double[rows];
    forEach(
        rows,
        k,
        seed,
        batches,
        ImmutableList.of(heads.terms.logLikelihood(), heads.terms.logRatio(), heads.terms.kl()),
        (from, to, samples, values) -> {
          for (int i = 0; i < (to - from) * samples; i++) {
            int row = from + i / samples;
            reconstruction[row] += values.get(0)[i] / k;
            joint[row] += (values.get(0)[i] + values.get(1)[i]) / k;
          }
          for (int row = from; row < to; row++) {
            kl[row] +=
                values.get(2)[row - from]
                    * samples
                    / k; // a mean over these samples where there is no closed form
          }
        });
    for (int i = 0; i < rows; i++) {
      if (Double.isNaN(reconstruction[i]) || Double.isNaN(joint[i]) || Double.isNaN(kl[i])) {
        throw notANumber("bound", i, Double.NaN);
      }
    }
    return new Elbo(reconstruction, kl, joint);
  }

  private static IllegalStateException notANumber(String what, int row, double value) {
    return new IllegalStateException(
        "the "
            + what
            + "s of every row must be numbers, but row "
            + row
            + " has one that is "
            + value
            + "; weights of this model are so large that float32 overflows, or are no numbers:"
            + " train it anew with a smaller learningRate or a clipNorm, or import other weights");
  }

  private void forEach(
      int rows,
      int k,
      long seed,
      Scoring.Rows batches,
      ImmutableList<Operand<TFloat64>> wanted,
      Part part) {
    int atOnce = Math.min(k, Chunks.size(sampleSize, Integer.MAX_VALUE));
    Chunks.forEach(
        rows,
        (int) Math.min(Integer.MAX_VALUE, (long) sampleSize * atOnce),
        (from, to) -> {
          Batch batch = batches.batch(from, to);
          for (long done = 0; done < k; done += atOnce) {
            int samples = (int) Math.min(atOnce, k - done);
            try (Run run = new Run(session)) {
              heads.inputs.feed(run, batch);
              heads.seed.feed(run, seed, done / atOnce);
              run.feed(heads.samples, TInt32.scalarOf(samples));
              wanted.forEach(run::fetch);
              Result result = run.run();
              ImmutableList.Builder<double[]> values = ImmutableList.builder();
              for (int h = 0; h < wanted.size(); h++) {
                values.add(Tensors.doubles((TFloat64) result.get(h)));
              }
              part.accept(from, to, samples, values.build());
            }
          }
        });
  }
}
