package io.github.flowlib.samples.documents.tables;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.Comparator;
import java.util.List;

/** Flows in the plane, and anomalies of a pump: data that are no images. */
final class TableDataTables {

  /** What the presets of the plane are, by their names. */
  private static final ImmutableMap<String, String> PLANE =
      ImmutableMap.of(
          "nice", "NICE, 24 additive couplings",
          "realnvp", "RealNVP, 24 affine couplings",
          "maf", "MAF, 16 layers",
          "iaf", "IAF, 16 layers",
          "neural-spline-flow", "Neural spline flow, 6 couplings");

  private TableDataTables() {}

  static MarkdownTable plane(Run run) {
    MarkdownTable table =
        new MarkdownTable(
            "flow", "weights", "seconds", "test nats", "above the entropy", "integral");
    List<Part> flows = run.all().parts("flows");
    double least =
        flows.stream().map(flow -> flow.number("gap")).min(Comparator.naturalOrder()).orElseThrow();
    for (Part flow : flows) {
      double gap = flow.number("gap");
      table.row(
          PLANE.getOrDefault(flow.text("preset"), flow.text("preset")),
          Cells.whole(flow.number("parameters")),
          Cells.seconds(flow.number("seconds")),
          Cells.decimals(4, flow.number("testNats")),
          gap == least ? Cells.bold(Cells.decimals(3, gap)) : Cells.decimals(3, gap),
          Cells.decimals(4, flow.number("integral")));
    }
    return table;
  }

  static MarkdownTable anomaly(Run run) {
    Part all = run.all();
    return new MarkdownTable("", "flow", "Gaussian with independent columns")
        .row(
            "area under the ROC curve",
            Cells.bold(Cells.decimals(3, all.number("rocArea"))),
            Cells.decimals(3, all.number("gaussianRocArea")))
        .row("anomalies found at that threshold", Cells.percent(all.number("found")), "")
        .row("normal rows that raise an alarm", Cells.percent(all.number("falseAlarms")), "");
  }
}
