package io.github.flowlib.samples.documents.tables;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

  /**
   * How much of the ink is isolated where it is most, pair by pair, in the order of the ink that
   * both digits share.
   *
   * @param run of a dense flow
   * @param other of another flow on the same pairs, of which the first way is shown
   * @param name of the other flow
   */
  static MarkdownTable pairs(Run run, Run other, String name) {
    Part interpolation = run.all().part("interpolation");
    JsonNode pairs = interpolation.tree().path("pairs");
    Part others = other.all().part("interpolation");
    checkArgument(
        pairs.equals(others.tree().path("pairs")),
        "%s and %s must be about the same pairs, but have %s and %s; run both again",
        run.name(),
        other.name(),
        pairs,
        others.tree().path("pairs"));
    List<Part> ways = interpolation.parts("ways");
    Part otherWay = others.parts("ways").get(0);
    List<String> header = new ArrayList<>(List.of("pair", "ink in both"));
    ways.forEach(way -> header.add(name(way)));
    header.add(name + ", " + name(otherWay));
    MarkdownTable table = new MarkdownTable(header);
    List<Double> shared = interpolation.numbers("sharedInk");
    IntStream.range(0, shared.size())
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(shared::get).reversed())
        .forEach(
            pair -> {
              List<String> cells = new ArrayList<>();
              cells.add(
                  pairs.path(pair).path(0).asText() + " → " + pairs.path(pair).path(1).asText());
              cells.add(Cells.percent(shared.get(pair)));
              ways.forEach(way -> cells.add(mostIsolated(way, pair)));
              cells.add(mostIsolated(otherWay, pair));
              table.row(cells);
            });
    return table;
  }

  private static String mostIsolated(Part way, int pair) {
    return Cells.percent(
        Streams.stream(way.tree().path("isolatedByPair").path(pair))
            .mapToDouble(JsonNode::asDouble)
            .max()
            .orElseThrow());
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
