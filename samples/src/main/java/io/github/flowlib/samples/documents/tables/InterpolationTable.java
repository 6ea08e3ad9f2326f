package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.Collections;
import java.util.List;

/** How far from the origin ways between two digits lead, and how many strokes break up there. */
final class InterpolationTable {

  private InterpolationTable() {}

  static MarkdownTable of(Run run) {
    Part interpolation = run.all().part("interpolation");
    List<Part> ways = interpolation.parts("ways");
    List<Double> ink = ways.get(0).numbers("ink");
    MarkdownTable table =
        new MarkdownTable(
            "way, mean over the pairs (%s)".formatted(interpolation.tree().path("pairs").size()),
            "‖z̄‖/√d at the ends",
            "at λ = 0.5",
            "ink at 0.5 (ends %s)".formatted(Cells.percent((first(ink) + last(ink)) / 2)),
            "of it isolated, at the worst λ");
    for (Part way : ways) {
      List<Double> norm = way.numbers("norm");
      table.row(
          name(way),
          Cells.decimals(2, first(norm)) + ", " + Cells.decimals(2, last(norm)),
          Cells.decimals(2, middle(norm)),
          Cells.percent(middle(way.numbers("ink"))),
          Cells.percent(Collections.max(way.numbers("isolated"))));
    }
    return table;
  }

  /** A way with random u says so in its name. */
  private static String name(Part way) {
    String name = way.text("name");
    return way.text("u").equals("1/2") ? name + ", u = ½" : name;
  }

  private static double first(List<Double> values) {
    return values.get(0);
  }

  private static double middle(List<Double> values) {
    return values.get(values.size() / 2);
  }

  private static double last(List<Double> values) {
    return values.get(values.size() - 1);
  }
}
