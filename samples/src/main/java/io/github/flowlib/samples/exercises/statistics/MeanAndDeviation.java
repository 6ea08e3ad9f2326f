package io.github.flowlib.samples.exercises.statistics;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.stream.DoubleStream;

/**
 * Mean and standard deviation of a few numbers, such as one for each seed.
 *
 * @param mean of them
 * @param deviation √(Σ (x − mean)² / (n − 1)); NaN of one number
 */
public record MeanAndDeviation(double mean, double deviation) {

  /**
   * Of some numbers.
   *
   * @param values at least one
   * @return both
   */
  public static MeanAndDeviation of(double... values) {
    checkArgument(values.length >= 1, "there must be at least 1 number");
    double mean = DoubleStream.of(values).average().orElseThrow();
    double squares = DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).sum();
    return new MeanAndDeviation(
        mean, values.length == 1 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
  }
}
