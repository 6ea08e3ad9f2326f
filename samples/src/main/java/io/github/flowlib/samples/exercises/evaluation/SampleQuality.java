package io.github.flowlib.samples.exercises.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * How good images of a model are; the names are those in {@code metrics.json}.
 *
 * @param scored what the images are
 * @param temperature factor on the noise that they were made from
 * @param samples how many
 * @param frechetDistance squared, to the real test images, see {@link FrechetDistance}; null where
 *     there are fewer than two
 * @param frechetDistanceStandardError by chance of the samples; null if not known
 * @param accuracy the part that the classifier reads as the digit that was asked for, 0 … 1; null
 *     if none was
 */
public record SampleQuality(
    Scored scored,
    double temperature,
    int samples,
    @Nullable Double frechetDistance,
    @Nullable Double frechetDistanceStandardError,
    @Nullable Double accuracy) {}
