package io.github.flowlib.samples;

import io.github.flowlib.samples.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.evaluation.SampleQuality;
import io.github.flowlib.samples.report.ModelMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words what samples with and without labels are like, and no more. */
final class SampleFindings {

  private SampleFindings() {}

  /** A few sentences about a pair of models; none if samples were not judged. */
  static String of(ModelMetrics without, ModelMetrics with, ClassifierMetrics classifier) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < with.sampleQuality().size(); i++) {
      SampleQuality labelled = with.sampleQuality().get(i);
      String temperature = SampleTables.temperature(labelled.temperature());
      Double accuracy = labelled.accuracy();
      if (accuracy != null) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "At temperature %s a classifier reads %s of its samples as the digit that was asked"
                    + " for%s.",
                temperature,
                Tables.percent(accuracy),
                i == 0
                    ? "; of real test images it reads "
                        + Tables.percent(classifier.testAccuracy())
                        + " rightly"
                    : ""));
      }
      sentences.add(distances(without.sampleQuality().get(i), labelled, temperature));
    }
    return String.join(" ", sentences.stream().filter(each -> !each.isEmpty()).toList());
  }

  private static String distances(SampleQuality without, SampleQuality with, String temperature) {
    Double one = with.frechetDistance();
    Double other = without.frechetDistance();
    Double oneError = with.frechetDistanceStandardError();
    Double otherError = without.frechetDistanceStandardError();
    if (one == null || other == null || oneError == null || otherError == null) {
      return "";
    }
    CouplingSweep.Gain gain = new CouplingSweep.Gain(other - one, Math.hypot(oneError, otherError));
    String verdict =
        gain.isClearlyBetter()
            ? "nearer to real digits"
            : gain.isClearlyWorse() ? "farther from real digits" : "not clearly nearer or farther";
    return String.format(
        Locale.ROOT,
        "With labels samples at temperature %s are %s than without: Fréchet distance %s against"
            + " %s.",
        temperature,
        verdict,
        SampleTables.distance(one, oneError),
        SampleTables.distance(other, otherError));
  }
}
