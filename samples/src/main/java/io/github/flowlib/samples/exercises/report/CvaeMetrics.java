package io.github.flowlib.samples.exercises.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.samples.exercises.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.results.Versions;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run measured of a conditional variational autoencoder, as it stands in {@code
 * metrics.json}. Log-probabilities are nats of binary images, given their labels.
 *
 * @param name of the model
 * @param data {@code mnist}, {@code synthetic}, or the directory of the data
 * @param dataSha256 of MNIST's file of training images, uncompressed; null for other data
 * @param latent the dimension of z
 * @param trainSamples k of the bound that was maximised
 * @param priorCouplings of the flow that is the prior p(z | y); 0 for a standard normal prior
 * @param parameters trained weights
 * @param trainRows images it was trained on; null for a model that was loaded
 * @param epochs passes over them; null for a model that was loaded
 * @param trainingSeconds wall-clock time; null for a model that was loaded
 * @param seed of weights, order of rows and noise; null for a model that was loaded
 * @param testRows test images
 * @param elbo E[log p(x | z, y)] − KL on the test images
 * @param elboJoint the same as E[log p(x, z | y) − log q(z | x, y)]
 * @param elboDifference {@code elbo} minus {@code elboJoint}, taken image by image: images differ
 *     far more than the two do; 0 but for rounding with a flow as prior, where both are one number
 * @param kl KL(q(z | x, y) ‖ p(z | y))
 * @param logProb importance-sampled log p(x | y), for more and more samples
 * @param unlabelled importance-sampled log p(x), without the label; empty if it was not asked for
 * @param activeUnits latent units that tell one image from another
 * @param nearest how near generated images are to the training images
 * @param baselines trivial models of the same test images
 * @param classifier the judge of samples; null if none were judged
 * @param sampleQuality what samples are like
 * @param otherLabel what the decoder makes of z when it is told another label than the prior; null
 *     if nothing was judged
 * @param curve the mean of the negative bound after each epoch
 * @param command what was typed, to run it again
 * @param versions what it ran on
 */
public record CvaeMetrics(
    String name,
    String data,
    @Nullable String dataSha256,
    int latent,
    int trainSamples,
    int priorCouplings,
    long parameters,
    @Nullable Integer trainRows,
    @Nullable Integer epochs,
    @Nullable Double trainingSeconds,
    @Nullable Long seed,
    int testRows,
    Mean elbo,
    Mean elboJoint,
    Mean elboDifference,
    Mean kl,
    ImmutableList<Estimate> logProb,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) ImmutableList<UnlabelledEstimate> unlabelled,
    ActiveUnits activeUnits,
    NearestMetrics nearest,
    ImmutableList<Baseline> baselines,
    @Nullable ClassifierMetrics classifier,
    ImmutableList<SampleQuality> sampleQuality,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OtherLabel otherLabel,
    ImmutableList<ModelMetrics.CurvePoint> curve,
    String command,
    Versions versions) {

  /**
   * Decoder means of z ~ p(z | y) at temperature 1, with a decoder that is told y′ ≠ y, as a
   * classifier reads them. With a standard normal prior z knows no label, and only y′ can be read.
   *
   * @param images how many
   * @param readAsPrior the share that is read as y
   * @param readAsDecoder the share that is read as y′
   */
  public record OtherLabel(int images, double readAsPrior, double readAsDecoder) {}

  /**
   * A mean over test images.
   *
   * @param mean in nats
   * @param standardError of the mean; null for one image
   */
  public record Mean(double mean, @Nullable Double standardError) {

    /**
     * Averages.
     *
     * @param values one per test image
     * @return mean and standard error
     */
    public static Mean of(double[] values) {
      Evaluation evaluation = Evaluation.of(values, 1);
      double error = evaluation.standardError();
      return new Mean(evaluation.logLikelihood(), Double.isNaN(error) ? null : error);
    }

    /**
     * Averages the differences of two estimates for the same images.
     *
     * @param values one per test image
     * @param others as many
     * @return mean of values minus others, and its standard error
     */
    public static Mean ofDifferences(double[] values, double[] others) {
      checkArgument(
          values.length == others.length,
          "both must be of the same images, but were of %s and %s",
          values.length,
          others.length);
      double[] differences = values.clone();
      for (int i = 0; i < differences.length; i++) {
        differences[i] -= others[i];
      }
      return of(differences);
    }
  }

  /**
   * An importance-sampled log-probability.
   *
   * @param importanceSamples k
   * @param mean in nats
   * @param standardError of the mean; null for one image
   * @param effectiveSamples how many of the k carry the estimate
   */
  public record Estimate(
      int importanceSamples,
      double mean,
      @Nullable Double standardError,
      EffectiveSamples effectiveSamples) {

    /**
     * Averages.
     *
     * @param importanceSamples see {@link #importanceSamples()}
     * @param values one per test image
     * @param effectiveSampleSizes one per test image
     * @return the estimate
     */
    public static Estimate of(
        int importanceSamples, double[] values, double[] effectiveSampleSizes) {
      Mean mean = Mean.of(values);
      return new Estimate(
          importanceSamples,
          mean.mean(),
          mean.standardError(),
          EffectiveSamples.of(effectiveSampleSizes));
    }
  }

  /**
   * A trivial model.
   *
   * @param name what it is
   * @param logProb on the test images
   */
  public record Baseline(String name, Mean logProb) {}
}
