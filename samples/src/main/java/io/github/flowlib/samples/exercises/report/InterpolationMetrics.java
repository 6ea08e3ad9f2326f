package io.github.flowlib.samples.exercises.report;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What is reported of interpolation between pairs of digits.
 *
 * @param pairs the labels of both ends
 * @param maxEndPointError the largest change of a pixel at an end point, in grey levels, of the
 *     ways with u = ½
 * @param lambda the points of every way, 0 … 1
 * @param ways one after the other
 */
public record InterpolationMetrics(
    ImmutableList<List<Integer>> pairs,
    ImmutableList<Double> sharedInk,
    double maxEndPointError,
    ImmutableList<Double> lambda,
    ImmutableList<Way> ways) {

  /**
   * One formula, over all pairs.
   *
   * @param name such as {@code linear}
   * @param u where in the cell of every pixel the ends were taken: {@code 1/2} or {@code uniform}
   * @param maxEndPointError the largest change of a pixel at an end point, in grey levels
   * @param norm for each λ ‖z̄‖ / √d, the mean over the pairs
   * @param normByPair the same for each pair
   * @param ink for each λ the share of pixels above 127, the mean over the pairs
   * @param isolated for each λ the share of these without one among their eight neighbours, the
   *     mean over the pairs
   * @param isolatedByPair the same for each pair
   */
  public record Way(
      String name,
      String u,
      double maxEndPointError,
      ImmutableList<Double> norm,
      ImmutableList<ImmutableList<Double>> normByPair,
      ImmutableList<Double> ink,
      ImmutableList<Double> isolated,
      ImmutableList<ImmutableList<Double>> isolatedByPair) {}
}
