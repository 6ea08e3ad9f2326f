package io.github.flowlib.samples.exercises.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What is reported of the classifier that judges samples; the names are those in {@code
 * metrics.json}.
 *
 * @param trainRows real images that it was trained on
 * @param trainingSeconds wall-clock time
 * @param testRows real images that it has never seen
 * @param testAccuracy the part of those that it reads rightly, 0 … 1
 * @param referenceRows real training images whose distance to the test images stands beside that of
 *     samples
 * @param frechetDistance squared, of these training images to the test images: what a model would
 *     reach that draws real digits; null where there are fewer than two
 * @param frechetDistanceStandardError by chance of these training images; null if not known
 */
public record ClassifierMetrics(
    int trainRows,
    double trainingSeconds,
    int testRows,
    double testAccuracy,
    int referenceRows,
    @Nullable Double frechetDistance,
    @Nullable Double frechetDistanceStandardError) {}
