package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.List;

/** Bounds and images of a conditional variational autoencoder. */
final class CvaeTables {

  private static final int LABELS = 10;

  private CvaeTables() {}

  /** Baselines, both forms of the bound, and estimates of log p(x given y). */
  static MarkdownTable bounds(Run run) {
    Part all = run.all();
    MarkdownTable table = bounds();
    for (Part baseline : all.parts("baselines")) {
      table.row(baseline.text("name"), mean(2, baseline.part("logProb")));
    }
    table
        .row("ELBO, E log p(x given z, y) − KL", mean(2, all.part("elbo")))
        .row("ELBO, E log p(x, z given y) − log q(z given x, y)", mean(2, all.part("elboJoint")))
        .row("of it KL to the prior", mean(2, all.part("kl")));
    List<Part> estimates = all.parts("logProb");
    for (Part estimate : estimates) {
      String nats = mean(2, estimate);
      boolean tightest = estimate == estimates.get(estimates.size() - 1);
      table.row(estimate(estimate), tightest ? Cells.bold(nats) : nats);
    }
    return table;
  }

  /** The same where the KL to a standard normal prior has a closed form. */
  static MarkdownTable closedForm(Run run) {
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
        .row("of it KL to the prior", mean(2, all.part("kl")))
        .row(estimate(last), mean(2, last));
  }

  /** Estimates of log p(x), and of log p(x given y) on the same images with as many samples. */
  static MarkdownTable unlabelled(Run run) {
    MarkdownTable table =
        new MarkdownTable(
            "test images",
            "samples of each label",
            "log p(x), nats",
            "effective samples, of all labels",
            "log p(x given y), nats",
            "label found");
    for (Part estimate : run.all().parts("unlabelled")) {
      table.row(
          Cells.whole(estimate.number("images")),
          Cells.whole(estimate.number("importanceSamples")),
          mean(2, estimate.part("logProb")),
          Cells.decimals(1, estimate.part("effectiveSamples").number("mean")),
          mean(2, estimate.part("labelGiven")),
          Cells.accuracy(estimate.number("accuracy")));
    }
    return table;
  }

  /** The same estimates with the samples that count: a row without the label, and one with it. */
  static MarkdownTable effectiveSamples(Run run) {
    MarkdownTable table =
        new MarkdownTable(
            "test images",
            "nats",
            "effective samples, mean",
            "in the lowest 1 % of images at most");
    for (Part estimate : run.all().parts("unlabelled")) {
      double samples = estimate.number("importanceSamples");
      effective(
          table,
          "log p(x), %s images, k = %s for each label"
              .formatted(Cells.whole(estimate.number("images")), Cells.whole(samples)),
          estimate.part("logProb"),
          estimate,
          samples * LABELS);
      Part given = estimate.part("labelGiven");
      effective(table, "log p(x given y), the same", given, given, samples);
    }
    return table;
  }

  private static void effective(
      MarkdownTable table, String name, Part nats, Part estimate, double samples) {
    Part effective = estimate.part("effectiveSamples");
    table.row(
        name,
        mean(2, nats),
        "%s of %s".formatted(Cells.decimals(1, effective.number("mean")), Cells.whole(samples)),
        Cells.decimals(1, effective.number("lowestPercent")));
  }

  private static MarkdownTable bounds() {
    return new MarkdownTable("binarized test images, label given", "nats");
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
  static MarkdownTable images(Run run) {
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
