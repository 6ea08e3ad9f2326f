package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;
import io.github.flowlib.samples.exercises.report.SeedRuns;
import io.github.flowlib.samples.exercises.statistics.MeanAndDeviation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same models trained with several seeds: mean and standard deviation over these. */
record Seeds(List<Run> runs) {

  Seeds {
    SeedRuns.check(runs.stream().map(Run::tree).toList());
  }

  /** Mean and deviation of a figure, with so many digits. */
  String figure(int digits, String model, ToDoubleFunction<Part> figure) {
    return figure(digits, run -> figure.applyAsDouble(run.model(model)));
  }

  private String figure(int digits, ToDoubleFunction<Run> figure) {
    MeanAndDeviation seeds = MeanAndDeviation.of(runs.stream().mapToDouble(figure).toArray());
    return Cells.decimals(digits, seeds.mean(), seeds.deviation());
  }

  /** The table of models that differ in the number of couplings. */
  MarkdownTable table() {
    MarkdownTable table =
        new MarkdownTable(
            "model",
            "bits/dim, label given",
            "bits/dim, log p(x)",
            "labels gain, nats",
            "Fréchet, T = 1",
            "T = 0.7",
            "read as asked, T = 1",
            "T = 0.7");
    for (Part model : runs.get(0).all().parts("models")) {
      String name = model.text("name");
      boolean conditional = model.conditional();
      table.row(
          name,
          conditional ? figure(4, name, each -> each.number("testBitsPerDimension")) : "",
          figure(4, name, each -> each.number(SampleTable.logP(each))),
          conditional ? gain(name) : "",
          distance(name, 1),
          distance(name, 0.7),
          conditional ? read(name, 1) : "",
          conditional ? read(name, 0.7) : "");
    }
    return table;
  }

  /** By how much the marginal is better than the model of as many couplings without labels. */
  private String gain(String name) {
    return figure(
        1, run -> run.all().one("comparisons", "model", name + " (marginal)").number("difference"));
  }

  private String distance(String name, double temperature) {
    return figure(
        1, name, each -> SampleTable.quality(each, temperature).number("frechetDistance"));
  }

  private String read(String name, double temperature) {
    return figure(1, name, each -> 100 * SampleTable.quality(each, temperature).number("accuracy"))
        + " %";
  }
}
