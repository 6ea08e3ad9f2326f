package io.github.flowlib.samples.documents.tables;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures of papers beside ours. The rows are in {@code published.json}, where figures of ours
 * stand as names in braces.
 */
final class PublishedTable {

  private static final Pattern NAME = Pattern.compile("\\{([^}]+)}");

  private PublishedTable() {}

  static MarkdownTable of(ResultsFolder results) {
    ImmutableMap<String, String> ours = ours(results);
    MarkdownTable table = new MarkdownTable("model", "published", "ours", "what differs");
    for (Part row : results.run("published").all().parts("rows")) {
      table.row(
          row.text("model"),
          row.text("published"),
          fill(row.text("ours"), ours),
          fill(row.text("differs"), ours));
    }
    return table;
  }

  private static String fill(String text, ImmutableMap<String, String> ours) {
    return NAME.matcher(text)
        .replaceAll(
            match -> {
              String figure = ours.get(match.group(1));
              if (figure == null) {
                throw new IllegalArgumentException(
                    "published.json names {"
                        + match.group(1)
                        + "}, which must be one of "
                        + ours.keySet());
              }
              return Matcher.quoteReplacement(figure);
            });
  }

  private static ImmutableMap<String, String> ours(ResultsFolder results) {
    Run marginals = results.run("realnvp-marginals");
    Run logits = results.run("realnvp-logit");
    Seeds seeds =
        new Seeds(results.runs("realnvp-logit", "realnvp-logit-seed-1", "realnvp-logit-seed-2"));
    Seeds conditional = results.conditionalSeeds("logit");
    Part conditional5 = results.run("conditional-realnvp-logit").model("Conditional RealNVP(5)");
    Part autoencoder = last(results.run("cvae"));
    return ImmutableMap.<String, String>builder()
        .put(
            "Gaussian, logits",
            logits(logits.all().one("baselines", "name", "Gaussian, full covariance")))
        .put("RealNVP(10), marginals", bits(marginals.model("RealNVP(10)")))
        .put("RealNVP(5), logits, seeds", seeds.figure(1, "RealNVP(5)", PublishedTable::nats))
        .put(
            "RealNVP(5), logits, protocol",
            logits(results.run("published-realnvp").model("RealNVP(5)")))
        .put("RealNVP(10), logits, seeds", seeds.figure(1, "RealNVP(10)", PublishedTable::nats))
        .put("conditional RealNVP(5), logits", Cells.decimals(1, marginalNats(conditional5)))
        .put(
            "conditional RealNVP(5), logits, bits",
            Cells.bits(conditional5.number("testMarginalBitsPerDimension")))
        .put(
            "conditional RealNVP(5), logits, seeds",
            conditional.figure(1, "Conditional RealNVP(5)", PublishedTable::marginalNats))
        .put(
            "conditional RealNVP(10), logits, seeds",
            conditional.figure(1, "Conditional RealNVP(10)", PublishedTable::marginalNats))
        .put(
            "conditional RealNVP(10), marginals, seeds",
            results
                .conditionalSeeds("marginals")
                .figure(
                    4,
                    "Conditional RealNVP(10)",
                    model -> model.number("testMarginalBitsPerDimension")))
        .put("MAF(5), logits", logits(results.run("maf-logit").model("MAF(5)")))
        .put(
            "spline flow, marginals",
            bits(results.run("neural-spline-flow").model("Neural spline flow(5)")))
        .put(
            "multi-scale RealNVP",
            bits(results.run("multi-scale-realnvp-labels").model("Multi-scale RealNVP(16)")))
        .put(
            "multi-scale RealNVP, two cores",
            bits(results.run("multi-scale-realnvp").model("Multi-scale RealNVP(16)")))
        .put("Glow", bits(results.run("glow").model("Glow(16)")))
        .put("autoencoder", mean(autoencoder))
        .put(
            "autoencoder, bound without the label",
            Cells.decimals(2, autoencoder.number("mean") - Math.log(10)))
        .put(
            "autoencoder, without the label",
            mean(results.run("cvae-unlabelled").all().parts("unlabelled").get(0).part("logProb")))
        .put("earlier autoencoder", mean(last(results.run("earlier/cvae-standard-normal-prior"))))
        .build();
  }

  private static double nats(Part model) {
    return model.number("testLogLikelihoodLogit");
  }

  private static double marginalNats(Part model) {
    return model.number("testMarginalLogLikelihoodLogit");
  }

  private static String logits(Part model) {
    return "%s (%s)"
        .formatted(
            Cells.nats(nats(model), model.number("testLogLikelihoodLogitStandardError")),
            bits(model));
  }

  private static String bits(Part model) {
    return Cells.bits(model.number("testBitsPerDimension"));
  }

  /** The estimate by the most importance samples. */
  private static Part last(Run run) {
    List<Part> estimates = run.all().parts("logProb");
    return estimates.get(estimates.size() - 1);
  }

  private static String mean(Part estimate) {
    return Cells.decimals(2, estimate.number("mean"), estimate.number("standardError"));
  }
}
