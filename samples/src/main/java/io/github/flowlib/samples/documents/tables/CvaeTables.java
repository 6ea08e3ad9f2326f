package io.github.flowlib.samples.documents.tables;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.documents.tables.Run.Part;
import io.github.flowlib.samples.exercises.training.Digits;
import java.util.List;
import java.util.function.Supplier;

/** Bounds and images of a conditional variational autoencoder. */
final class CvaeTables {

  private static final String LABEL_GIVEN = "binarized test images, label given";
  private static final String NATS = "nats";
  private static final String EFFECTIVE = "effective samples, mean";
  private static final String LOWEST = "in the lowest 1 % of images at most";

  private CvaeTables() {}

  /** All of them, for every page that shows them. */
  static ImmutableMap<String, Supplier<MarkdownTable>> all(ResultsFolder results) {
    return ImmutableMap.of(
        "cvae-bounds", () -> bounds(results.run("cvae-measured")),
        "cvae-images", () -> images(results.run("cvae")),
        "cvae-unlabelled", () -> unlabelled(results.run("cvae-unlabelled")),
        "cvae-plain", () -> closedForm(results.run("cvae-plain")));
  }

  /**
   * Baselines, both forms of the bound, and estimates of log p(x given y) with the samples that
   * count.
   */
  private static MarkdownTable bounds(Run run) {
    Part all = run.all();
    MarkdownTable table = new MarkdownTable(LABEL_GIVEN, NATS, EFFECTIVE, LOWEST);
    for (Part baseline : all.parts("baselines")) {
      table.row(baseline.text("name"), mean(2, baseline.part("logProb")), "", "");
    }
    table
        .row("ELBO, E log p(x given z, y) − KL", mean(2, all.part("elbo")), "", "")
        .row(
            "ELBO, E log p(x, z given y) − log q(z given x, y)",
            mean(2, all.part("elboJoint")),
            "",
            "")
        .row("of it KL to the prior", mean(2, all.part("kl")), "", "");
    List<Part> estimates = all.parts("logProb");
    for (Part estimate : estimates) {
      String nats = mean(2, estimate);
      boolean tightest = estimate == estimates.get(estimates.size() - 1);
      Part effective = estimate.part("effectiveSamples");
      table.row(
          estimate(estimate),
          tightest ? Cells.bold(nats) : nats,
          Cells.decimals(1, effective.number("mean")),
          Cells.decimals(1, effective.number("lowestPercent")));
    }
    return table;
  }

  /** The same where the KL to a standard normal prior has a closed form. */
  private static MarkdownTable closedForm(Run run) {
    Part all = run.all();
    List<Part> estimates = all.parts("logProb");
    Part last = estimates.get(estimates.size() - 1);
    return bounds()
        .row(
            "ELBO, E log p(x given z, y) − KL, with the KL in closed form",
            mean(3, all.part("elbo")))
        .row(
            "ELBO, E log p(x, z given y) − log q(z given x, y), all of it drawn",
            mean(3, all.part("elboJoint")))
        .row("the first less the second, image by image", mean(3, all.part("elboDifference")))
        .row("of it KL to the prior", mean(2, all.part("kl")))
        .row(estimate(last), mean(2, last));
  }

  /**
   * Estimates of log p(x) with the samples that count, and below each that of log p(x given y) by
   * as many samples of each label.
   */
  private static MarkdownTable unlabelled(Run run) {
    MarkdownTable table = new MarkdownTable("test images", NATS, EFFECTIVE, LOWEST, "label found");
    for (Part estimate : run.all().parts("unlabelled")) {
      double samples = estimate.number("importanceSamples");
      effective(
          table,
          "log p(x), %s images, k = %s for each label"
              .formatted(Cells.whole(estimate.number("images")), Cells.whole(samples)),
          estimate.part("logProb"),
          estimate,
          samples * Digits.CLASSES,
          Cells.accuracy(estimate.number("accuracy")));
      Part given = estimate.part("labelGiven");
      effective(table, "log p(x given y), the same", given, given, samples, "");
    }
    return table;
  }

  private static void effective(
      MarkdownTable table, String name, Part nats, Part estimate, double samples, String accuracy) {
    Part effective = estimate.part("effectiveSamples");
    table.row(
        name,
        mean(2, nats),
        "%s of %s".formatted(Cells.decimals(1, effective.number("mean")), Cells.whole(samples)),
        Cells.decimals(1, effective.number("lowestPercent")),
        accuracy);
  }

  private static MarkdownTable bounds() {
    return new MarkdownTable(LABEL_GIVEN, NATS);
  }

  private static String estimate(Part estimate) {
    double samples = estimate.number("importanceSamples");
    return "log p(x given y), %s importance sample%s"
        .formatted(Cells.whole(samples), samples == 1 ? "" : "s");
  }

  private static String mean(int digits, Part mean) {
    return Cells.decimals(digits, mean.number("mean"), mean.number("standardError"));
  }

  /** What a classifier says of generated images, beside real ones. */
  private static MarkdownTable images(Run run) {
    MarkdownTable table = new MarkdownTable("images", "read as asked", "Fréchet distance");
    for (Part quality : run.all().parts("sampleQuality")) {
      table.row(
          "%s %s, T = %s"
              .formatted(
                  Cells.whole(quality.number("samples")),
                  quality.text("scored"),
                  Cells.temperature(quality.number("temperature"))),
          Cells.accuracy(quality.number("accuracy")),
          distance(quality));
    }
    Part judge = run.all().part("classifier");
    return table
        .row(
            Cells.whole(judge.number("testRows")) + " test images",
            Cells.accuracy(judge.number("testAccuracy")),
            "")
        .row(Cells.whole(judge.number("referenceRows")) + " training images", "", distance(judge));
  }

  private static String distance(Part images) {
    return Cells.decimals(
        2, images.number("frechetDistance"), images.number("frechetDistanceStandardError"));
  }
}
