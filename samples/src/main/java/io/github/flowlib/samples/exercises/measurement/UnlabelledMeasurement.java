package io.github.flowlib.samples.exercises.measurement;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.ImportanceEstimate;
import io.github.flowlib.model.Sampler;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Estimate;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Mean;
import io.github.flowlib.samples.exercises.report.EffectiveSamples;
import io.github.flowlib.samples.exercises.report.UnlabelledEstimate;
import io.github.flowlib.samples.exercises.training.Digits;
import java.util.Locale;

/**
 * log p(x) of an autoencoder that is conditional on the digit, without being told which: log Σ_y
 * p(x | y) p(y) with p(y) = 1/10. Papers without labels report this number.
 */
public final class UnlabelledMeasurement {

  private static final int SLICE = 20;

  /** Fewer samples on all images cost as much as this share of the images with all samples. */
  private static final int FEWER = 10;

  private static final int SHARE = 20;

  private UnlabelledMeasurement() {}

  /**
   * Measures with a tenth of the samples on all test images, and with all samples on the first
   * twentieth of them.
   *
   * @param vae the model
   * @param digits the data
   * @param importanceSamples k of the second
   * @param console hears of the progress
   * @return both
   */
  public static ImmutableList<UnlabelledEstimate> measure(
      VaeModel vae, Digits digits, int importanceSamples, Console console) {
    Dataset test = digits.test();
    return ImmutableList.of(
        measure(vae, test, Math.max(1, importanceSamples / FEWER), console),
        measure(vae, test.head(Math.max(1, test.rows() / SHARE)), importanceSamples, console));
  }

  private static UnlabelledEstimate measure(VaeModel vae, Dataset images, int k, Console console) {
    int n = images.rows();
    double[] logProb = new double[n];
    double[] effective = new double[n];
    double[] own = new double[n];
    double[] ownEffective = new double[n];
    int right = 0;
    SlowSteps progress =
        new SlowSteps(
            String.format(Locale.ROOT, "log p(x), %,d samples for each label", k), n, console);
    for (int from = 0; from < n; from += SLICE) {
      Dataset slice = images.slice(from, Math.min(from + SLICE, n));
      ImportanceEstimate[] byLabel = new ImportanceEstimate[Digits.CLASSES];
      for (int label = 0; label < Digits.CLASSES; label++) {
        byLabel[label] =
            vae.given(label).importanceEstimate(slice.toArray(), k, Sampler.DEFAULT_SEED);
      }
      for (int i = 0; i < slice.rows(); i++) {
        Mixture mixture = Mixture.of(byLabel, i);
        ImportanceEstimate given = byLabel[slice.label(i)];
        logProb[from + i] = mixture.logProb();
        effective[from + i] = mixture.effectiveSamples();
        own[from + i] = given.logProb()[i];
        ownEffective[from + i] = given.effectiveSampleSize()[i];
        right += mixture.mostProbable() == slice.label(i) ? 1 : 0;
      }
      progress.done(from + slice.rows());
    }
    UnlabelledEstimate result =
        new UnlabelledEstimate(
            k,
            n,
            Mean.of(logProb),
            EffectiveSamples.of(effective),
            Estimate.of(k, own, ownEffective),
            (double) right / n);
    console.line(
        "log p(x) of %,d images with %,d importance samples for each label: %.2f nats",
        n, k, result.logProb().mean());
    return result;
  }

  /**
   * The estimates of one image under all labels, as one.
   *
   * @param logProb log p(x); −∞ where no label gives it a density
   * @param effectiveSamples (Σw)² / Σw² over the weights of all labels; 0 where all are 0
   * @param mostProbable the label with the largest p(x | y), the first of several
   */
  record Mixture(double logProb, double effectiveSamples, int mostProbable) {

    static Mixture of(ImportanceEstimate[] byLabel, int image) {
      int best = 0;
      for (int y = 1; y < byLabel.length; y++) {
        best = byLabel[y].logProb()[image] > byLabel[best].logProb()[image] ? y : best;
      }
      double largest = byLabel[best].logProb()[image];
      if (largest == Double.NEGATIVE_INFINITY) {
        return new Mixture(largest, 0, best); // no weight to count the others in
      }
      double sum = 0;
      double squares = 0;
      for (ImportanceEstimate estimate : byLabel) {
        // In units of the largest: the sums of the weights of this label, and of their squares.
        double weights = Math.exp(estimate.logProb()[image] - largest);
        sum += weights;
        if (weights > 0) {
          squares += weights * weights / estimate.effectiveSampleSize()[image];
        }
      }
      return new Mixture(
          largest + Math.log(sum) - Math.log(byLabel.length), sum * sum / squares, best);
    }
  }
}
