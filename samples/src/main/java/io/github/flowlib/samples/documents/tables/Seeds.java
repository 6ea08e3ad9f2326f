package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;
import io.github.flowlib.samples.exercises.report.SeedRuns;
import io.github.flowlib.samples.exercises.statistics.MeanAndDeviation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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
          distance(1, name, 1),
          distance(1, name, 0.7),
          conditional ? read(name, 1) : "",
          conditional ? read(name, 0.7) : "");
    }
    return table;
  }

  /** A model without labels and one with, of as many couplings. */
  private record Pair(String couplings, String without, String with) {}

  private List<Pair> pairs() {
    List<Part> models = runs.get(0).all().parts("models");
    List<Pair> pairs = new ArrayList<>();
    for (Part with : models) {
      if (with.conditional()) {
        double couplings = with.number("couplings");
        Part without =
            models.stream()
                .filter(each -> !each.conditional() && each.number("couplings") == couplings)
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            with.where() + " must have a model without labels of " + couplings));
        pairs.add(new Pair(Cells.whole(couplings), without.text("name"), with.text("name")));
      }
    }
    return pairs;
  }

  /** The likelihoods of models without labels and with, on two kinds of pixels. */
  static MarkdownTable likelihoods(Seeds marginals, Seeds logits) {
    MarkdownTable table =
        new MarkdownTable(
            "couplings",
            "marginals: without labels",
            "with",
            "gain",
            "logit pixels: without labels",
            "with",
            "gain");
    return byCouplings(
        table,
        marginals,
        logits,
        (seeds, pair) -> {
          ToDoubleFunction<Part> bits = each -> each.number(SampleTable.logP(each));
          return List.of(
              seeds.figure(4, pair.without(), bits),
              seeds.figure(4, pair.with(), bits),
              seeds.gain(pair.with()));
        });
  }

  /** The Fréchet distances of the same, at both temperatures. */
  static MarkdownTable distances(Seeds marginals, Seeds logits) {
    MarkdownTable table =
        new MarkdownTable(
            "couplings",
            "marginals, T = 1: without labels",
            "with",
            "T = 0.7: without",
            "with",
            "logit pixels, T = 1: without labels",
            "with",
            "T = 0.7: without",
            "with");
    return byCouplings(
        table,
        marginals,
        logits,
        (seeds, pair) ->
            SampleTable.TEMPERATURES.stream()
                .flatMap(
                    temperature ->
                        Stream.of(pair.without(), pair.with())
                            .map(name -> seeds.distance(0, name, temperature)))
                .toList());
  }

  /** A row for each number of couplings: cells of the one kind of pixels, then of the other. */
  private static MarkdownTable byCouplings(
      MarkdownTable table,
      Seeds marginals,
      Seeds logits,
      BiFunction<Seeds, Pair, List<String>> cells) {
    for (Pair pair : marginals.pairs()) {
      List<String> row = new ArrayList<>(List.of(pair.couplings()));
      row.addAll(cells.apply(marginals, pair));
      row.addAll(cells.apply(logits, pair));
      table.row(row);
    }
    return table;
  }

  /** By how much the marginal is better than the model of as many couplings without labels. */
  private String gain(String name) {
    return figure(
        1, run -> run.all().one("comparisons", "model", name + " (marginal)").number("difference"));
  }

  private String distance(int digits, String name, double temperature) {
    return figure(
        digits, name, each -> SampleTable.quality(each, temperature).number("frechetDistance"));
  }

  private String read(String name, double temperature) {
    return figure(1, name, each -> 100 * SampleTable.quality(each, temperature).number("accuracy"))
        + " %";
  }
}
