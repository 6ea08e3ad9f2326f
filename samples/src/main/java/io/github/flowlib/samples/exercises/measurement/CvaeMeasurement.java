package io.github.flowlib.samples.exercises.measurement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.ImportanceEstimate;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.baseline.IndependentBits;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.evaluation.SampleScorer;
import io.github.flowlib.samples.exercises.evaluation.Scored;
import io.github.flowlib.samples.exercises.report.ActiveUnits;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Baseline;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Estimate;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.Mean;
import io.github.flowlib.samples.exercises.report.CvaeMetrics.OtherLabel;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.NearestMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A conditional variational autoencoder judged on the test images. */
public final class CvaeMeasurement {

  /** Samples of the posterior for both forms of the bound. */
  private static final int ELBO_SAMPLES = 10;

  /** Images at one temperature, of one kind. */
  private record Judged(Scored scored, double temperature) {}

  /** Decoder means as the model has them, more typical ones at two temperatures, and draws. */
  private static final ImmutableList<Judged> JUDGED =
      ImmutableList.of(
          new Judged(Scored.DECODER_MEANS, 1),
          new Judged(Scored.DECODER_MEANS, 0.8),
          new Judged(Scored.DECODER_MEANS, 0.6),
          new Judged(Scored.DRAWS, 1));

  /** To look for among all training images. */
  private static final int NEAREST_IMAGES = 1000;

  private static final int SLICE = 100;

  private CvaeMeasurement() {}

  /** Both forms of the bound of every test image. */
  public static Elbo elbo(VaeModel vae, Digits digits) {
    return vae.elbo(digits.test(), ELBO_SAMPLES);
  }

  /** log p(x | y) with more and more samples, up to so many. */
  public static ImmutableList<Estimate> logProb(
      VaeModel vae, Digits digits, int mostSamples, Console console) {
    ImmutableList.Builder<Estimate> estimates = ImmutableList.builder();
    for (int k : numbers(mostSamples)) {
      Estimate estimate = estimate(vae, digits.test(), k, console);
      console.line(
          "log p(x | y) with %,d importance sample%s: %.2f nats (std. error %.2f), of them %.1f"
              + " effective",
          k,
          k == 1 ? "" : "s",
          estimate.mean(),
          estimate.standardError() == null ? Double.NaN : estimate.standardError(),
          estimate.effectiveSamples().mean());
      estimates.add(estimate);
    }
    return estimates.build();
  }

  /** 1, 10, 100, … and the largest one. */
  private static ImmutableSortedSet<Integer> numbers(int most) {
    ImmutableSortedSet.Builder<Integer> numbers = ImmutableSortedSet.naturalOrder();
    for (long k = 1; k < most; k *= 10) {
      numbers.add((int) k);
    }
    return numbers.add(most).build();
  }

  /** In slices, to show how it goes on: a row's result does not depend on the others. */
  private static Estimate estimate(VaeModel vae, Dataset test, int k, Console console) {
    double[] logProb = new double[test.rows()];
    double[] effective = new double[test.rows()];
    SlowSteps progress =
        new SlowSteps(
            String.format(Locale.ROOT, "%,d importance samples", k), logProb.length, console);
    for (int from = 0; from < logProb.length; from += SLICE) {
      Dataset slice = test.slice(from, Math.min(from + SLICE, logProb.length));
      ImportanceEstimate part = vae.importanceEstimate(slice, k);
      System.arraycopy(part.logProb(), 0, logProb, from, slice.rows());
      System.arraycopy(part.effectiveSampleSize(), 0, effective, from, slice.rows());
      progress.done(from + slice.rows());
    }
    return Estimate.of(k, logProb, effective);
  }

  /** Latent units that are used, each image encoded with its own label. */
  public static ActiveUnits activeUnits(VaeModel vae, Digits digits) {
    Dataset test = digits.test();
    return ActiveUnits.of(vae.given(test.labels()).encode(test.toArray()).mean());
  }

  /** Generated images of all digits, and as many real ones, beside all that it was trained on. */
  public static NearestMetrics nearest(VaeModel vae, Digits digits, long seed) {
    int[] labels = IntStream.range(0, NEAREST_IMAGES).map(i -> i % Digits.CLASSES).toArray();
    return NearestMetrics.of(
        vae.given(labels).sampleMeans(labels.length, seed),
        digits.test(),
        digits.trainAndValidation());
  }

  /** Pixels that know nothing of each other. */
  public static ImmutableList<Baseline> baselines(Digits digits) {
    Dataset train = digits.trainAndValidation();
    return ImmutableList.of(
        new Baseline(
            "Independent pixels", Mean.of(IndependentBits.fit(train).logProb(digits.test()))),
        new Baseline(
            "Independent pixels per class, label given",
            Mean.of(IndependentBits.fitPerClass(train, Digits.CLASSES).logProb(digits.test()))));
  }

  /** Generated images, judged by a classifier of real digits. */
  public static ImmutableList<SampleQuality> quality(
      VaeModel vae, SampleScorer scorer, long seed, Console console) {
    int[] labels = scorer.labels();
    ImmutableList.Builder<SampleQuality> all = ImmutableList.builder();
    for (Judged judged : JUDGED) {
      VaeDistribution digits = vae.given(labels);
      float[][] images =
          judged.scored() == Scored.DRAWS
              ? digits.sample(labels.length, seed, judged.temperature())
              : digits.sampleMeans(labels.length, seed, judged.temperature());
      SampleQuality quality = scorer.score(images, labels, judged.temperature(), judged.scored());
      console.line("CVAE: %s", Formats.inWords(quality));
      all.add(quality);
    }
    return all.build();
  }

  /**
   * Tells the decoder another label than the prior had, to see which of the two decides what is
   * drawn: every digit with each of the nine others equally often.
   */
  public static OtherLabel otherLabel(VaeModel vae, SampleScorer scorer, long seed, Console console)
      throws IOException {
    int each = Math.max(Digits.CLASSES - 1, scorer.samples() / Digits.CLASSES);
    SplittableRandom random = new SplittableRandom(seed);
    int asPrior = 0;
    int asDecoder = 0;
    try (PriorNoise prior = PriorNoise.of(vae)) {
      for (int digit = 0; digit < Digits.CLASSES; digit++) {
        float[][] z = prior.draw(digit, each, vae.spec().latent(), random);
        int[] others = new int[each];
        for (int i = 0; i < each; i++) {
          others[i] = (digit + 1 + i % (Digits.CLASSES - 1)) % Digits.CLASSES;
        }
        int[] read = scorer.classifier().classify(vae.given(others).decode(z));
        for (int i = 0; i < each; i++) {
          asPrior += read[i] == digit ? 1 : 0;
          asDecoder += read[i] == others[i] ? 1 : 0;
        }
      }
    }
    double images = Digits.CLASSES * each;
    OtherLabel result = new OtherLabel((int) images, asPrior / images, asDecoder / images);
    console.line(
        "CVAE: z of one digit, the decoder told another: read as the first %s, as the other %s",
        Formats.percent(result.readAsPrior()), Formats.percent(result.readAsDecoder()));
    return result;
  }
}
