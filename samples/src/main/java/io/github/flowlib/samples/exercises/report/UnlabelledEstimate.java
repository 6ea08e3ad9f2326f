package io.github.flowlib.samples.exercises.report;

/**
 * log p(x) of a model that is conditional on ten labels, without being told one: log Σ_y p(x | y) −
 * log 10, each p(x | y) importance-sampled.
 *
 * @param importanceSamples k of each of the ten
 * @param images the first so many test images
 * @param logProb log p(x) of these
 * @param effectiveSamples of all 10 k weights together
 * @param labelGiven log p(x | y) of the same images, of their own labels
 * @param accuracy the share of these images whose own label is the most probable one
 */
public record UnlabelledEstimate(
    int importanceSamples,
    int images,
    CvaeMetrics.Mean logProb,
    EffectiveSamples effectiveSamples,
    CvaeMetrics.Estimate labelGiven,
    double accuracy) {}
