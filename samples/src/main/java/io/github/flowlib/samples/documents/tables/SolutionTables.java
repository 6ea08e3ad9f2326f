package io.github.flowlib.samples.documents.tables;

import static io.github.flowlib.samples.documents.tables.DensityColumn.ACCURACY;
import static io.github.flowlib.samples.documents.tables.DensityColumn.BITS;
import static io.github.flowlib.samples.documents.tables.DensityColumn.NATS;
import static io.github.flowlib.samples.documents.tables.DensityColumn.SECONDS;
import static io.github.flowlib.samples.documents.tables.DensityColumn.WEIGHTS;

import com.google.common.collect.ImmutableMap;
import java.util.function.Supplier;

/** The tables of the written solutions. */
final class SolutionTables {

  private SolutionTables() {}

  static ImmutableMap<String, Supplier<MarkdownTable>> of(ResultsFolder results) {
    return ImmutableMap.<String, Supplier<MarkdownTable>>builder()
        .put("couplings", () -> couplings(results))
        .put("interpolation", () -> InterpolationTable.of(results.run("interpolate")))
        .put(
            "pairs",
            () ->
                InterpolationTable.pairs(
                    results.run("interpolate"),
                    results.run("interpolate-multi-scale"),
                    "multi-scale flow"))
        .put("conditional", () -> conditional(results))
        .put(
            "likelihoods",
            () ->
                Seeds.likelihoods(
                    results.conditionalSeeds("marginals"), results.conditionalSeeds("logit")))
        .put(
            "distances",
            () ->
                Seeds.distances(
                    results.conditionalSeeds("marginals"), results.conditionalSeeds("logit")))
        .putAll(CvaeTables.all(results))
        .build();
  }

  /** Exercise 1 (b), both kinds of pixels. */
  private static MarkdownTable couplings(ResultsFolder results) {
    DensityTable table =
        new DensityTable(BITS, WEIGHTS, SECONDS, NATS, BITS)
            .baseline(results.run("realnvp-marginals"), "Independent pixels (histogram)");
    for (String pixels : new String[] {"marginals", "logit"}) {
      Run run = results.run("realnvp-" + pixels);
      table
          .model(run, "RealNVP(5)", "RealNVP(5), " + pixels)
          .model(run, "RealNVP(10)", "RealNVP(10), " + pixels);
    }
    return table.table();
  }

  /** Exercise 2 (b). */
  private static MarkdownTable conditional(ResultsFolder results) {
    Run run = results.run("conditional-realnvp-marginals");
    return new DensityTable(BITS, WEIGHTS, NATS, BITS, ACCURACY)
        .model(run, "RealNVP(5)", "RealNVP(5) of exercise 1, trained again, log p(x)")
        .model(run, "Conditional RealNVP(5)", "conditional RealNVP(5)")
        .table();
  }
}
