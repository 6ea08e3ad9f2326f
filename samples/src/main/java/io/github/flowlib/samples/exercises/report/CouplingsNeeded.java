package io.github.flowlib.samples.exercises.report;

import org.jspecify.annotations.Nullable;

/**
 * The fewest couplings, of those that were trained, with which a model is not clearly worse than
 * some model without labels.
 *
 * @param measure by which models are compared
 * @param reference the name of that model, which knows no labels
 * @param without couplings of the smallest model without labels that is not clearly worse
 * @param with couplings of the smallest conditional model that is not clearly worse; null if all
 *     are worse
 */
public record CouplingsNeeded(
    String measure, String reference, int without, @Nullable Integer with) {}
