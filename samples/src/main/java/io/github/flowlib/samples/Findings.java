package io.github.flowlib.samples;

import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.ModelMetrics;
import java.util.Locale;

/** Says in words what the figures say, and no more. */
final class Findings {

  private Findings() {}

  /** A few sentences about a comparison. */
  static String of(Exercise1RealNvp.Result result) {
    StringBuilder text = new StringBuilder();
    result.comparisons().forEach(each -> text.append(of(each)).append(' '));
    ModelMetrics best = result.best().metrics();
    BaselineMetrics histogram = result.baselines().get(0);
    double gain = histogram.testBitsPerDimension() - best.testBitsPerDimension();
    return text.append(gain > 0 ? saves(best, gain, histogram) : loses(best, -gain)).toString();
  }

  /** A sentence about two models. */
  static String of(Comparison two) {
    if (!two.hasStandardError()) {
      return "One test image does not tell " + two.model() + " from " + two.comparedWith() + ".";
    }
    String size =
        Tables.difference(Math.abs(two.difference()), two.standardError())
            + " ± "
            + Tables.difference(two.standardError(), two.standardError())
            + " nats";
    if (!two.isClear()) {
      return two.model()
          + " and "
          + two.comparedWith()
          + " cannot be told apart: taken image by image they differ by "
          + size
          + ".";
    }
    return two.model()
        + (two.difference() > 0 ? " beats " : " is worse than ")
        + two.comparedWith()
        + " by "
        + size
        + " per image (difference taken image by image, ± one standard error).";
  }

  private static String saves(ModelMetrics best, double gain, BaselineMetrics histogram) {
    return String.format(
        Locale.ROOT,
        "Against pixels that know nothing of each other, %s saves %.2f bits per pixel, %.0f %% of"
            + " the cost of an image.",
        best.name(),
        gain,
        100 * gain / histogram.testBitsPerDimension());
  }

  private static String loses(ModelMetrics best, double loss) {
    String why =
        best.preprocessing().endsWith(Preprocessing.LOGIT.toString())
            ? "So it is with affine flows on logit pixels, those in the papers too; preprocessing by"
                + " marginals starts where the histogram ends."
            : "It needs more training, or more images.";
    return String.format(
        Locale.ROOT,
        "Pixels that know nothing of each other are still a better model than %s, by %.2f bits per"
            + " pixel. %s",
        best.name(),
        loss,
        why);
  }
}
