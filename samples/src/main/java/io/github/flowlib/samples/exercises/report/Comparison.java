package io.github.flowlib.samples.exercises.report;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.model.Evaluation;

/**
 * Two models on the same test images. Images differ far more among each other than models do, so
 * the difference is taken image by image, and its standard error is much smaller than that of
 * either mean.
 *
 * @param model the name of the one
 * @param comparedWith the name of the other
 * @param difference mean of log p of the one minus log p of the other, in nats; above 0 if the one
 *     is better
 * @param standardError of that mean; NaN if there was only one image
 * @param differenceBitsPerDimension the same difference in bits per dimension; below 0 if the one
 *     is better
 */
public record Comparison(
    String model,
    String comparedWith,
    double difference,
    double standardError,
    double differenceBitsPerDimension) {

  /**
   * Compares.
   *
   * @param model the name of the one
   * @param logProb of every test image under it
   * @param comparedWith the name of the other
   * @param otherLogProb of the same images under the other
   * @param dimension values in an image
   * @return the paired difference
   */
  public static Comparison of(
      String model, double[] logProb, String comparedWith, double[] otherLogProb, int dimension) {
    checkArgument(
        logProb.length == otherLogProb.length,
        "both models must have seen the same images, but had %s and %s",
        logProb.length,
        otherLogProb.length);
    double[] differences = new double[logProb.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = logProb[i] - otherLogProb[i];
    }
    Evaluation mean = Evaluation.of(differences, dimension);
    return new Comparison(
        model, comparedWith, mean.logLikelihood(), mean.standardError(), mean.bitsPerDimension());
  }

  /**
   * Tells whether chance can be estimated.
   *
   * @return false if there was only one image
   */
  public boolean hasStandardError() {
    return !Double.isNaN(standardError);
  }

  /**
   * Tells a difference from chance.
   *
   * @return true if it exceeds two standard errors; false if these are not known
   */
  public boolean isClear() {
    return Math.abs(difference) > 2 * standardError;
  }
}
