package io.github.flowlib.samples;

import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.MarginalMetrics;
import io.github.flowlib.samples.report.ModelMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words what the figures of exercise 2 say, and no more. */
final class ConditionalFindings {

  private ConditionalFindings() {}

  /** A few sentences about each pair of models. */
  static String of(Exercise2ConditionalRealNvp.Result result) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < result.conditional().size(); i++) {
      ModelMetrics with = result.conditional().get(i).metrics();
      ModelMetrics without = result.unconditional().models().get(i).metrics();
      sentences.add(of(with, without, result.comparisons().get(i)));
      sentences.add(SampleFindings.of(without, with, result.classifier()));
    }
    return String.join(" ", sentences).strip();
  }

  /** What likelihoods say of one pair of models. */
  static String of(ModelMetrics with, ModelMetrics without, Comparison comparison) {
    MarginalMetrics marginal = with.marginal();
    if (marginal == null) {
      throw new IllegalStateException(with.name() + " must have been measured without labels");
    }
    return String.join(
        " ",
        Findings.of(comparison),
        weights(with, without),
        worthOfLabel(with, marginal),
        String.format(
            Locale.ROOT,
            "The label that it finds most probable is right for %s of the test images; guessing"
                + " would be for %s.",
            Tables.percent(marginal.testAccuracy()),
            Tables.percent(1.0 / Digits.CLASSES)));
  }

  private static String weights(ModelMetrics with, ModelMetrics without) {
    return String.format(
        Locale.ROOT,
        "The labels take %.1f %% more weights.",
        100.0 * (with.parameters() - without.parameters()) / without.parameters());
  }

  /** log p(x | y) − log p(x) = ln K + log p(y | x): at most ln K, if the label was clear anyway. */
  private static String worthOfLabel(ModelMetrics with, MarginalMetrics marginal) {
    double gain = with.testLogLikelihood() - marginal.testMarginalLogLikelihood();
    double most = Math.log(Digits.CLASSES);
    return gain > 0
        ? String.format(
            Locale.ROOT,
            "Told the label, %s predicts an image by %.2f nats better than without; the most that"
                + " is possible is ln 10 = %.2f, if no image leaves a doubt of its label.",
            with.name(),
            gain,
            most)
        : String.format(
            Locale.ROOT,
            "Told the label, %s predicts an image by %.2f nats worse than without: it has not"
                + " learned what labels mean.",
            with.name(),
            -gain);
  }
}
