package io.github.flowlib.samples.documents.tables;

import static io.github.flowlib.samples.documents.tables.DensityColumn.ACCURACY;
import static io.github.flowlib.samples.documents.tables.DensityColumn.BITS;
import static io.github.flowlib.samples.documents.tables.DensityColumn.EPOCHS;
import static io.github.flowlib.samples.documents.tables.DensityColumn.LOGIT;
import static io.github.flowlib.samples.documents.tables.DensityColumn.NATS;
import static io.github.flowlib.samples.documents.tables.DensityColumn.SECONDS;
import static io.github.flowlib.samples.documents.tables.DensityColumn.WEIGHTS;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Every table of a document that is made of files in {@code docs/results}. */
public final class ResultTables {

  private static final int PRECISION_SEEDS = 3;

  /** Documents that have such tables. */
  public enum Page {
    /** All figures. */
    RESULTS("docs/results.md"),
    /** The densities of the flows. */
    README("README.md"),
    /** The written solutions of the exercises. */
    SOLUTIONS("docs/solutions.md"),
    /** What other programs make of saved models. */
    INTEROP("docs/interop.md");

    private final String file;

    Page(String file) {
      this.file = file;
    }

    /**
     * Where it is.
     *
     * @return relative to the root of the project
     */
    public String file() {
      return file;
    }
  }

  /** Between columns of a long training. */
  private static final int CURVE_EPOCHS = 5;

  private static final String EMBEDDED = "128 numbers for each label, conditional base";

  private static final String MULTI_SCALE = "Multi-scale RealNVP(16)";

  private ResultTables() {}

  /**
   * Fills in the tables of a page.
   *
   * @param page which one
   * @param text its text
   * @param results the directory with the files
   * @return the text with the tables that the files make
   * @throws RuntimeException if a file is missing or lacks a figure, or the page lacks a table
   */
  public static String fill(Page page, String text, Path results) {
    ResultsFolder folder = new ResultsFolder(results);
    return MarkedDocument.fill(
        text,
        switch (page) {
          case RESULTS -> ofResults(folder);
          case README -> ImmutableMap.of("results", () -> ReadmeTable.of(folder));
          case SOLUTIONS -> SolutionTables.of(folder);
          case INTEROP ->
              ImmutableMap.of("interop", () -> CheckTables.interop(folder.run("checks/interop")));
        });
  }

  private static ImmutableMap<String, Supplier<MarkdownTable>> ofResults(ResultsFolder results) {
    return ImmutableMap.<String, Supplier<MarkdownTable>>builder()
        .put(
            "realnvp-marginals",
            () ->
                new DensityTable(BITS, WEIGHTS, EPOCHS, SECONDS, NATS, BITS)
                    .baselines(results.run("realnvp-marginals"))
                    .models(results.run("realnvp-marginals"))
                    .table())
        .put(
            "realnvp-logit",
            () ->
                new DensityTable(LOGIT, WEIGHTS, EPOCHS, SECONDS, NATS, LOGIT, BITS)
                    .baselines(results.run("realnvp-logit"))
                    .models(results.run("realnvp-logit"))
                    .table())
        .put(
            "published-protocol",
            () ->
                new DensityTable(LOGIT, WEIGHTS, EPOCHS, SECONDS, NATS, LOGIT, BITS)
                    .model(
                        results.run("published-realnvp"),
                        "RealNVP(5)",
                        "RealNVP(5), the protocol of the paper")
                    .model(results.run("realnvp-logit"), "RealNVP(5)", "RealNVP(5), from above")
                    .table())
        .put(
            "published-protocol-curve",
            () -> EpochTables.curve(results.run("published-realnvp"), CURVE_EPOCHS))
        .put("precision", () -> precision(results))
        .put("interpolation", () -> InterpolationTable.of(results.run("interpolate")))
        .put(
            "conditional-marginals",
            () ->
                new DensityTable(BITS, WEIGHTS, SECONDS, NATS, BITS, ACCURACY)
                    .models(results.run("conditional-realnvp-marginals"))
                    .table())
        .put(
            "conditional-marginals-draws",
            () -> draws().models(results.run("conditional-realnvp-marginals")).table())
        .put(
            "conditional-logit",
            () ->
                new DensityTable(LOGIT, NATS, LOGIT, BITS, ACCURACY)
                    .models(results.run("conditional-realnvp-logit"))
                    .table())
        .put(
            "conditional-logit-draws",
            () -> draws().models(results.run("conditional-realnvp-logit")).table())
        .put(
            "sweep",
            () ->
                new SampleTable(
                        "model",
                        SampleTable.Column.SECONDS,
                        SampleTable.Column.LABEL_GIVEN,
                        SampleTable.Column.LOG_P)
                    .models(results.run("conditional-realnvp-sweep"))
                    .table())
        .put("seeds-marginals", () -> results.conditionalSeeds("marginals").table())
        .put("seeds-logit", () -> results.conditionalSeeds("logit").table())
        .putAll(CvaeTables.all(results))
        .put(
            "neural-spline-flow",
            () ->
                new DensityTable(BITS, WEIGHTS, EPOCHS, SECONDS, NATS, BITS)
                    .model(
                        results.run("neural-spline-flow"),
                        "Neural spline flow(5)",
                        "Neural spline flow(5), 8 bins on [−5, 5], 512 units")
                    .model(
                        results.run("realnvp-marginals"), "RealNVP(10)", "RealNVP(10), from above")
                    .table())
        .put(
            "maf",
            () ->
                new DensityTable(LOGIT, WEIGHTS, EPOCHS, SECONDS, NATS, LOGIT, BITS)
                    .model(
                        results.run("maf-logit"), "MAF(5)", "MAF(5), standardised after the logit")
                    .model(results.run("realnvp-logit"), "RealNVP(5)", "RealNVP(5), from above")
                    .table())
        .put(
            "multi-scale",
            () ->
                new DensityTable(BITS, WEIGHTS, EPOCHS, SECONDS, NATS, BITS)
                    .model(
                        results.run("multi-scale-realnvp"),
                        MULTI_SCALE,
                        MULTI_SCALE + ", two cores")
                    .model(
                        results.run("multi-scale-realnvp-23-epochs"),
                        MULTI_SCALE,
                        MULTI_SCALE + ", batch 128, one H100, see below")
                    .model(
                        results.run("multi-scale-realnvp-labels"),
                        MULTI_SCALE,
                        "that one after 8 epochs more, two cores, see below")
                    .table())
        .put("multi-scale-curve", () -> EpochTables.curve(results.run("multi-scale-realnvp")))
        .put(
            "multi-scale-seeds",
            () ->
                EpochTables.seeds(
                    results.runs(
                        "multi-scale-realnvp-seed-1",
                        "multi-scale-realnvp-seed-2",
                        "multi-scale-realnvp-seed-3")))
        .put(
            "multi-scale-draws",
            () ->
                labels(
                    EMBEDDED,
                    results.run("multi-scale-realnvp-23-epochs"),
                    results.run("conditional-multi-scale-realnvp")))
        .put(
            "multi-scale-labels",
            () -> labels("one-hot labels, from zero", results.run("multi-scale-realnvp-labels")))
        .put(
            "multi-scale-embedded",
            () -> labels(EMBEDDED, results.run("multi-scale-realnvp-embedded")))
        .put(
            "glow",
            () ->
                new SampleTable(
                        "model",
                        SampleTable.Column.WEIGHTS,
                        SampleTable.Column.EPOCHS,
                        SampleTable.Column.SECONDS,
                        SampleTable.Column.LOG_P)
                    .models(results.run("glow"))
                    .table())
        .put("glow-curve", () -> EpochTables.curve(results.run("glow")))
        .put("published", () -> PublishedTable.of(results))
        .put("plane", () -> TableDataTables.plane(results.run("plane")))
        .put("anomaly", () -> TableDataTables.anomaly(results.run("anomaly")))
        .put("benchmark", () -> CheckTables.benchmark(results.run("checks/benchmark")))
        .put("benchmark-start", () -> CheckTables.start(results.run("checks/benchmark-start")))
        .put("crash-test", () -> CheckTables.crashTest(results.run("checks/crash-test")))
        .put("fuzz", () -> CheckTables.fuzz(results.run("checks/fuzz")))
        .put("soak", () -> CheckTables.soak(results.run("checks/soak")))
        .put("commands", CommandsTable::all)
        .build();
  }

  /** Flows without labels and with, and how these are told them. */
  private static MarkdownTable labels(String how, Run... runs) {
    SampleTable table =
        new SampleTable(
                "model",
                SampleTable.Column.WEIGHTS,
                SampleTable.Column.EPOCHS,
                SampleTable.Column.LABEL_GIVEN,
                SampleTable.Column.LOG_P)
            .conditionalAre(how);
    for (Run run : runs) {
      table.models(run);
    }
    return table.table();
  }

  private static SampleTable draws() {
    return new SampleTable("10 000 draws");
  }

  /** Exact and rounded products, seed by seed. */
  private static MarkdownTable precision(ResultsFolder results) {
    DensityTable table = new DensityTable(SECONDS, NATS, BITS);
    for (int seed = 1; seed <= PRECISION_SEEDS; seed++) {
      for (String precision : ImmutableList.of("exact", "fast")) {
        table.model(
            results.run("precision/" + precision + "-seed-" + seed),
            "RealNVP(10)",
            "seed %s, %s".formatted(seed, precision));
      }
    }
    return table.table();
  }
}
