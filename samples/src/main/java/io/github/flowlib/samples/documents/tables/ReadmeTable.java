package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;

/** The results of README.md: densities of the flows, a row for each. */
final class ReadmeTable {

  private final MarkdownTable table =
      new MarkdownTable(
          "model", "training (not on a quiet machine)", "bits/dim", "logit-space nats");
  private final ResultsFolder results;

  private ReadmeTable(ResultsFolder results) {
    this.results = results;
  }

  static MarkdownTable of(ResultsFolder results) {
    return new ReadmeTable(results).filled();
  }

  private MarkdownTable filled() {
    Part histogram =
        results
            .run("realnvp-marginals")
            .all()
            .one("baselines", "name", "Independent pixels (histogram)");
    table.row(
        "independent pixels (histogram)",
        seconds(histogram.number("seconds")),
        Cells.bits(histogram.number("testBitsPerDimension")),
        "");
    marginals("RealNVP(5) on marginals, %s epochs", model("realnvp-marginals", "RealNVP(5)"));
    marginals("RealNVP(10) on marginals, %s epochs", model("realnvp-marginals", "RealNVP(10)"));
    marginals(
        "conditional RealNVP(5) on marginals, %s epochs, marginal over labels",
        model("conditional-realnvp-marginals", "Conditional RealNVP(5)"));
    marginals(
        "Neural spline flow(5) on marginals, %s epochs",
        model("neural-spline-flow", "Neural spline flow(5)"));
    marginals(
        "multi-scale RealNVP(16) on marginals, %s epochs",
        model("multi-scale-realnvp", "Multi-scale RealNVP(16)"));
    marginals(
        "the same, %s epochs, on one H100",
        model("multi-scale-realnvp-23-epochs", "Multi-scale RealNVP(16)"));
    Part best = model("multi-scale-realnvp-labels", "Multi-scale RealNVP(16)");
    row("that one after %s epochs more", best, Cells.bold(bits(best)), "");
    marginals(
        "multi-scale RealNVP(16) with labels, embedding and conditional base, %s epochs, marginal over"
            + " labels",
        model("conditional-multi-scale-realnvp", "Conditional Multi-scale RealNVP(16)"));
    logits("RealNVP(5) on logit pixels, %s epochs", model("realnvp-logit", "RealNVP(5)"));
    logits("RealNVP(10) on logit pixels, %s epochs", model("realnvp-logit", "RealNVP(10)"));
    logits("MAF(5) on logit pixels, standardised, %s epochs", model("maf-logit", "MAF(5)"));
    Part conditional = model("conditional-realnvp-logit", "Conditional RealNVP(5)");
    row(
        "conditional RealNVP(5) on logit pixels, %s epochs, marginal over labels",
        conditional,
        bits(conditional),
        Cells.decimals(1, conditional.number("testMarginalLogLikelihoodLogit")));
    return table;
  }

  private Part model(String file, String name) {
    return results.run(file).model(name);
  }

  private void marginals(String words, Part model) {
    row(words, model, bits(model), "");
  }

  private void logits(String words, Part model) {
    row(
        words,
        model,
        bits(model),
        Cells.nats(
            model.number("testLogLikelihoodLogit"),
            model.number("testLogLikelihoodLogitStandardError")));
  }

  private void row(String words, Part model, String bits, String nats) {
    table.row(
        words.formatted(Cells.whole(model.number("epochs"))),
        seconds(model.number("trainingSeconds")),
        bits,
        nats);
  }

  /** Without the label. */
  private static String bits(Part model) {
    return Cells.bits(model.number(SampleTable.logP(model)));
  }

  private static String seconds(double value) {
    return Cells.seconds(value) + " s";
  }
}
