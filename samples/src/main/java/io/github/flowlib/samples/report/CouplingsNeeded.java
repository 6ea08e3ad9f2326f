package io.github.flowlib.samples.report;

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
    String measure, String reference, int without, @Nullable Integer with) {

  /**
   * Tells whether labels saved couplings.
   *
   * @return true if fewer are needed with labels
   */
  public boolean fewerWithLabels() {
    return with != null && with < without;
  }

  /**
   * Tells whether labels cost couplings.
   *
   * @return true if more are needed with labels, or none of those trained was enough
   */
  public boolean moreWithLabels() {
    return with == null || with > without;
  }
}
