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
    for (Comparison each : result.comparisons()) {
      String size =
          String.format(
              Locale.ROOT, "%.1f ± %.1f nats", Math.abs(each.difference()), each.standardError());
      if (!each.hasStandardError()) {
        text.append("One test image does not tell ").append(each.model());
        text.append(" from ").append(each.comparedWith()).append(". ");
      } else if (!each.isClear()) {
        text.append(each.model()).append(" and ").append(each.comparedWith());
        text.append(" cannot be told apart: taken image by image they differ by ");
        text.append(size).append(". ");
      } else {
        text.append(each.model()).append(each.difference() > 0 ? " beats " : " is worse than ");
        text.append(each.comparedWith()).append(" by ").append(size);
        text.append(" per image (difference taken image by image, ± one standard error). ");
      }
    }
    ModelMetrics best = result.best().metrics();
    BaselineMetrics histogram = result.baselines().get(0);
    double gain = histogram.testBitsPerDimension() - best.testBitsPerDimension();
    return text.append(gain > 0 ? saves(best, gain, histogram) : loses(best, -gain)).toString();
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
        best.preprocessing().equals(Preprocessing.LOGIT.toString())
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
