package io.github.flowlib.samples.exercises.report;

import java.util.Arrays;

/**
 * Effective sample sizes (Σw)² / Σw² of importance-sampled log-probabilities, over the test images.
 *
 * @param mean over the images
 * @param lowestPercent at most so many have one image in a hundred: the 1 % quantile
 * @param smallest of all images
 */
public record EffectiveSamples(double mean, double lowestPercent, double smallest) {

  /**
   * Summarises.
   *
   * @param sizes one per test image, at least one
   * @return mean, 1 % quantile and smallest
   */
  public static EffectiveSamples of(double[] sizes) {
    double[] sorted = sizes.clone();
    Arrays.sort(sorted);
    return new EffectiveSamples(
        Arrays.stream(sorted).average().orElseThrow(), sorted[sorted.length / 100], sorted[0]);
  }
}
