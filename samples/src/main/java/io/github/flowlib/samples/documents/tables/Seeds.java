package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;
import io.github.flowlib.samples.exercises.report.SeedRuns;
import io.github.flowlib.samples.exercises.statistics.MeanAndDeviation;
import java.util.ArrayList;
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
    for (Pair pair : marginals.pairs()) {
      List<String> cells = new ArrayList<>(List.of(pair.couplings()));
      for (Seeds seeds : List.of(marginals, logits)) {
        for (String name : List.of(pair.without(), pair.with())) {
          cells.add(seeds.figure(4, name, each -> each.number(SampleTable.logP(each))));
        }
        cells.add(seeds.gain(pair.with()));
      }
      table.row(cells);
    }
    return table;
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
    for (Pair pair : marginals.pairs()) {
      List<String> cells = new ArrayList<>(List.of(pair.couplings()));
      for (Seeds seeds : List.of(marginals, logits)) {
        for (double temperature : SampleTable.TEMPERATURES) {
          cells.add(seeds.distance(0, pair.without(), temperature));
          cells.add(seeds.distance(0, pair.with(), temperature));
        }
      }
      table.row(cells);
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
