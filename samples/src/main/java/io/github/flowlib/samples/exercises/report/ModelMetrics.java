package io.github.flowlib.samples.exercises.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is reported of one model; the names are those in {@code metrics.json}.
 *
 * @param name such as {@code RealNVP(5)}
 * @param couplings how many
 * @param conditional true if it models p(x | y)
 * @param preprocessing {@code marginals} or {@code logit}
 * @param data {@code mnist}, {@code synthetic}, or the directory of the data
 * @param parameters trained weights
 * @param epochs passes over the training data; null for a model that was loaded
 * @param trainingSeconds wall-clock time; null for a model that was loaded
 * @param testLogLikelihood nats per test image, in the data's own units; given its label if the
 *     model is conditional
 * @param testLogLikelihoodLogit nats per test image in logit space; null without a logit
 * @param testLogLikelihoodLogitStandardError of that mean; null with it
 * @param testLogLikelihoodStandardError of the mean in the data's own units
 * @param testBitsPerDimension bits
 * @param marginal the same without labels, as more keys of the same object; null, and no keys, for
 *     a model that is not conditional
 * @param largestRoundTripError the largest change of a pixel of a test image on the way data →
 *     noise → data, in grey levels
 * @param roundTripImages how many of the first test images were sent there and back; null, and no
 *     key, if all
 * @param seed of weights, order of rows and noise; null for a model that was loaded
 * @param curve what was known after each epoch
 * @param sampleQuality how good samples are, one entry for each temperature; empty, and no key, if
 *     they were not judged
 */
public record ModelMetrics(
    String name,
    int couplings,
    boolean conditional,
    String preprocessing,
    String data,
    long parameters,
    @Nullable Integer epochs,
    @Nullable Double trainingSeconds,
    double testLogLikelihood,
    @Nullable Double testLogLikelihoodLogit,
    @Nullable Double testLogLikelihoodLogitStandardError,
    double testLogLikelihoodStandardError,
    double testBitsPerDimension,
    @JsonUnwrapped @Nullable MarginalMetrics marginal,
    double largestRoundTripError,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer roundTripImages,
    @Nullable Long seed,
    ImmutableList<CurvePoint> curve,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) ImmutableList<SampleQuality> sampleQuality) {

  /**
   * The same model, its samples judged.
   *
   * @param quality of its samples
   * @return the figures with those of the samples
   */
  public ModelMetrics withSampleQuality(ImmutableList<SampleQuality> quality) {
    return new ModelMetrics(
        name,
        couplings,
        conditional,
        preprocessing,
        data,
        parameters,
        epochs,
        trainingSeconds,
        testLogLikelihood,
        testLogLikelihoodLogit,
        testLogLikelihoodLogitStandardError,
        testLogLikelihoodStandardError,
        testBitsPerDimension,
        marginal,
        largestRoundTripError,
        roundTripImages,
        seed,
        curve,
        quality);
  }

  /**
   * Bits per dimension of log p(x), whether or not the model knows labels.
   *
   * @return those of the marginal if it is conditional
   */
  public double bitsPerDimensionWithoutLabel() {
    return marginal == null ? testBitsPerDimension : marginal.testMarginalBitsPerDimension();
  }

  /**
   * An optional number as JSON has it.
   *
   * @param value or empty
   * @return the value or null
   */
  public static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /**
   * One epoch of a learning curve; losses are −log p in nats per image, in the data's own units.
   *
   * @param epoch counted from 1
   * @param trainLoss while the weights were moving
   * @param validationLoss after the epoch; null without validation data
   * @param learningRate of the last step
   * @param seconds since training began
   */
  public record CurvePoint(
      int epoch,
      double trainLoss,
      @Nullable Double validationLoss,
      double learningRate,
      double seconds) {}
}
