package io.github.flowlib.samples;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.evaluation.SampleQuality;
import io.github.flowlib.samples.report.CouplingsNeeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words whether models need fewer couplings if they know labels, and no more. */
final class SweepFindings {

  private SweepFindings() {}

  /** Paragraphs: the answer, what labels do otherwise, and what the figures do not say. */
  static List<String> of(CouplingSweep sweep) {
    List<String> otherwise = new ArrayList<>();
    sameNumber(sweep).ifPresent(otherwise::add);
    asked(sweep).ifPresent(otherwise::add);
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(answer(sweep));
    if (!otherwise.isEmpty()) {
      paragraphs.add(String.join(" ", otherwise));
    }
    paragraphs.add(
        "Only "
            + Joiner.on(", ")
                .join(sweep.points().stream().map(CouplingSweep.Point::couplings).iterator())
            + " couplings were tried, each model was trained once, and the standard errors know"
            + " nothing of how another training would have gone.");
    return paragraphs;
  }

  private static String answer(CouplingSweep sweep) {
    List<String> parts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    int cases = 0;
    int fewer = 0;
    for (CouplingSweep.Measure measure : sweep.measures()) {
      ImmutableList<CouplingsNeeded> needed = sweep.needed(measure);
      if (needed.isEmpty()) {
        unknown.add("By " + measure.name() + " so few images cannot tell.");
      } else {
        int here = (int) needed.stream().filter(CouplingsNeeded::fewerWithLabels).count();
        cases += needed.size();
        fewer += here;
        parts.add(measure(measure.name(), needed, here));
      }
    }
    List<String> sentences = new ArrayList<>();
    sentences.add("Does conditional generation need fewer couplings?");
    if (cases > 0) {
      sentences.add(fewer == 0 ? "No." : fewer == cases ? "Yes." : "Sometimes.");
      sentences.add(
          "Each model without labels, but for the smallest, is a mark: how few couplings, without"
              + " labels and with them, are not worse than it by more than two standard errors?");
    }
    sentences.addAll(parts);
    sentences.addAll(unknown);
    return String.join(" ", sentences);
  }

  private static String measure(String name, List<CouplingsNeeded> needed, int fewer) {
    int more = (int) needed.stream().filter(CouplingsNeeded::moreWithLabels).count();
    return String.format(
        Locale.ROOT,
        "By %s labels save couplings for %s of %d marks%s.",
        name,
        fewer == 0 ? "none" : String.valueOf(fewer),
        needed.size(),
        more == 0 ? "" : " and cost some for " + more);
  }

  /** What labels do where nothing else differs. */
  private static Optional<String> sameNumber(CouplingSweep sweep) {
    List<String> each = new ArrayList<>();
    for (CouplingSweep.Measure measure : sweep.measures()) {
      List<CouplingSweep.Gain> gains =
          sweep.points().stream()
              .flatMap(point -> measure.compare().apply(point.with(), point.without()).stream())
              .toList();
      if (gains.size() == sweep.points().size()) {
        each.add(
            String.format(
                Locale.ROOT,
                "better for %d and worse for %d by %s",
                gains.stream().filter(CouplingSweep.Gain::isClearlyBetter).count(),
                gains.stream().filter(CouplingSweep.Gain::isClearlyWorse).count(),
                measure.name()));
      }
    }
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "At the same number of couplings, of %d pairs, the model with labels is clearly %s.",
                sweep.points().size(),
                String.join(", ", each)));
  }

  /** How well conditional models do as they are told. */
  private static Optional<String> asked(CouplingSweep sweep) {
    List<SampleQuality> first = sweep.points().get(0).with().metrics().sampleQuality();
    CouplingSweep.Point largest = sweep.points().get(sweep.points().size() - 1);
    List<SampleQuality> last = largest.with().metrics().sampleQuality();
    List<String> each = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Double few = first.get(i).accuracy();
      Double many = last.get(i).accuracy();
      if (few == null || many == null) {
        return Optional.empty();
      }
      each.add(
          String.format(
              Locale.ROOT,
              "%s with %d and %s with %d at temperature %s",
              Tables.percent(few),
              sweep.points().get(0).couplings(),
              Tables.percent(many),
              largest.couplings(),
              SampleTables.temperature(first.get(i).temperature())));
    }
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The part of conditional samples that the classifier reads as asked, by couplings: "
                + String.join("; ", each)
                + "; guessing would be "
                + Tables.percent(1.0 / Digits.CLASSES)
                + ".");
  }
}
