package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation;
import io.github.flowlib.samples.exercises.Interpolation;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Chart;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.spec.Base;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The part of a page about {@link Exercise1cInterpolation}. */
final class InterpolationSection {

  private static final int LAST = Interpolation.POINTS - 1;
  private static final int MIDDLE = LAST / 2;

  /** From this share of ink without ink beside it on, a stranger sees dots and not strokes. */
  private static final double BROKEN = 0.01;

  private InterpolationSection() {}

  /** Rows of images for each pair, and how far from the origin they lead. */
  static void write(
      Page page, Exercise1cInterpolation.Ways ways, Digits digits, String model, Path out)
      throws IOException {
    page.heading("Exercise 1 (c): interpolation in latent space");
    page.paragraph(
        "Each row begins and ends with a "
            + (digits.isGenerated()
                ? "digit that the conditional flow of the samples drew. "
                : (digits.isSynthetic() ? "synthetic" : "real") + " digit of the test set. ")
            + model
            + " maps both to noise, z¹ and z²; nine points between them become images again."
            + " Linear is z̄ = (1 − λ) z¹ + λ z², sinusoidal z̄ = (1 − sin(λπ/2)) z¹ + sin(λπ/2) z²,"
            + " and norm-keeping z̄ = cos(λπ/2) z¹ + sin(λπ/2) z².");
    for (int i = 0; i < ways.pairs().size(); i++) {
      pair(page, ways, i, out);
    }
    explanation(page, ways);
    summary(page, ways);
  }

  private static void pair(Page page, Exercise1cInterpolation.Ways ways, int pair, Path out)
      throws IOException {
    int from = ways.pairs().get(pair).get(0);
    int to = ways.pairs().get(pair).get(1);
    List<String> names =
        ways.ways().stream().map(Exercise1cInterpolation.Way::name).collect(Collectors.toList());
    float[][] images =
        ways.ways().stream().flatMap(way -> way.row(pair).stream()).toArray(float[][]::new);
    String broken =
        ways.ways().stream()
            .map(way -> way.name() + " " + worst(way.isolated().get(pair)))
            .collect(Collectors.joining("; "));
    ImageFigure.named(
        page,
        ImageFigure.write(
            images,
            Interpolation.POINTS,
            out.resolve("interpolate-" + from + "-" + to + ".png"),
            "Rows of eleven images from a "
                + from
                + " to a "
                + to
                + ": "
                + String.join("; ", names),
            String.format(
                Locale.ROOT,
                "From %d to %d, which share %.0f %% of their ink. Ink that touches no other ink, at the"
                    + " worst λ: %s.",
                from,
                to,
                100 * ways.sharedInk().get(pair),
                broken)),
        "λ",
        lambdas(),
        names);
  }

  /** Names of the columns. */
  static List<String> lambdas() {
    return IntStream.range(0, Interpolation.POINTS)
        .mapToObj(i -> figure("%.1f", Interpolation.lambda(i)))
        .toList();
  }

  private static void explanation(Page page, Exercise1cInterpolation.Ways ways) {
    Exercise1cInterpolation.Way linear = ways.ways().get(Interpolation.LINEAR.ordinal());
    Exercise1cInterpolation.Way keeping = ways.ways().get(Interpolation.NORM_KEEPING.ordinal());
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Linear and sinusoidal walk the same straight line, only at another pace: the weights of"
                + " z¹ and z² add up to 1 in both. Half-way, at λ = 0.5, the linear row has covered"
                + " 50 %% of the line and the sinusoidal row 71 %%: it leaves the first digit fast and"
                + " lingers near the second. Both ends came back, %s.",
            Formats.roundTrip(ways.maxEndPointError())));
    page.paragraph(
        String.format(
            Locale.ROOT,
            "What u is. A pixel of level k stands for all numbers from k to k + 1, and a flow is a"
                + " density of x + u with u between 0 and 1. To map an image to one point, toNoise"
                + " takes the middle of every cell, u = ½. That is no typical point: where nearly all"
                + " images are black, the middle of the cell of black is near the middle of its noise,"
                + " so most values of z are small. ‖z‖ / √d is %.2f at the ends%s.%s",
            ends(linear),
            ways.spec().base() instanceof Base.Normal
                ? ", where noise that samples are drawn from has 1"
                : "",
            ways.ways().stream()
                .filter(Exercise1cInterpolation.Way::randomOffsets)
                .map(
                    way ->
                        String.format(
                            Locale.ROOT,
                            " The last row of each pair draws u instead, as training did: the same two"
                                + " images then have %.2f at the ends and %.2f in the middle.",
                            ends(way),
                            way.meanNorm().get(MIDDLE)))
                .findFirst()
                .orElse(
                    " There is no row with u drawn: this model has no uniform dequantization, or it"
                        + " was trained on other images than those at hand.")));
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Why the norm matters. Noise in many dimensions has nearly always the same distance from"
                + " the origin, so the flow has hardly learned what lies elsewhere. The middle of a"
                + " straight line between two nearly orthogonal points is closer to the origin than"
                + " they are, by a factor of about √½: linear %.2f at λ = 0.5, norm-keeping %.2f. With the"
                + " norm goes ink: %s of all pixels at the ends, linear %s in the middle, norm-keeping %s.",
            linear.meanNorm().get(MIDDLE),
            keeping.meanNorm().get(MIDDLE),
            Formats.percent((linear.ink().get(0) + linear.ink().get(LAST)) / 2),
            Formats.percent(linear.ink().get(MIDDLE)),
            Formats.percent(keeping.ink().get(MIDDLE))));
    if (Collections.max(linear.meanIsolated()) < BROKEN) {
      page.paragraph(
          "Strokes hold together: of the ink on the linear way the largest share that touches no"
              + " other ink is, in the mean over the pairs, "
              + worst(linear.meanIsolated())
              + "; with the norm kept "
              + worst(keeping.meanIsolated())
              + ".");
    } else {
      broken(page, ways);
    }
  }

  /** Which strokes break up, and why. */
  private static void broken(Page page, Exercise1cInterpolation.Ways ways) {
    Exercise1cInterpolation.Way linear = ways.ways().get(Interpolation.LINEAR.ordinal());
    Exercise1cInterpolation.Way keeping = ways.ways().get(Interpolation.NORM_KEEPING.ordinal());
    int apart = 0;
    int alike = 0;
    for (int i = 1; i < ways.pairs().size(); i++) {
      apart = ways.sharedInk().get(i) < ways.sharedInk().get(apart) ? i : apart;
      alike = ways.sharedInk().get(i) > ways.sharedInk().get(alike) ? i : alike;
    }
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Where strokes break up. Then ink touches no other ink: on the linear way at most %s, with"
                + " the norm kept %s, in the mean over the pairs. What stays with the norm kept is not"
                + " for lack of norm: nothing tells a dense network that neighbours form strokes, and a"
                + " digit turns into the other pixel by pixel. So it matters how much ink the two have"
                + " in the same place: from %s, with %.0f %%, at most %s is alone on the linear way, and"
                + " from %s, with %.0f %%, at most %s.",
            worst(linear.meanIsolated()),
            worst(keeping.meanIsolated()),
            named(ways.pairs().get(alike)),
            100 * ways.sharedInk().get(alike),
            worst(linear.isolated().get(alike)),
            named(ways.pairs().get(apart)),
            100 * ways.sharedInk().get(apart),
            worst(linear.isolated().get(apart))));
  }

  private static String named(List<Integer> pair) {
    return pair.get(0) + " to " + pair.get(1);
  }

  /** The largest share on a way, and where it is. */
  private static String worst(List<Double> shares) {
    int worst = 0;
    for (int i = 1; i < shares.size(); i++) {
      worst = shares.get(i) > shares.get(worst) ? i : worst;
    }
    return shares.get(worst) == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "%s (λ = %.1f)",
            Formats.percent(shares.get(worst)),
            Interpolation.lambda(worst));
  }

  private static void summary(Page page, Exercise1cInterpolation.Ways ways) {
    List<List<String>> rows = new ArrayList<>();
    List<Chart.Line> lines = new ArrayList<>();
    for (Exercise1cInterpolation.Way way : ways.ways()) {
      rows.add(
          List.of(
              way.name(),
              figure("%.2f", ends(way)),
              figure("%.2f", way.meanNorm().get(MIDDLE)),
              Formats.percent(way.ink().get(MIDDLE)),
              worst(way.meanIsolated())));
      lines.add(
          new Chart.Line(
              way.name(), way.kind().ordinal(), way.randomOffsets(), List.copyOf(way.meanNorm())));
    }
    Exercise1cInterpolation.Way first = ways.ways().get(0);
    page.table(
        List.of("way", "‖z‖ / √d, ends", "λ = 0.5", "ink, λ = 0.5", "of it alone, at most"),
        rows,
        String.format(
            Locale.ROOT,
            "Means over %d pairs. Ink: pixels above 127, of all pixels; alone: without ink among their"
                + " eight neighbours, at the λ where there are most of them. At the ends, which are the"
                + " digits themselves, %s are ink, and %s of that is alone.",
            ways.pairs().size(),
            Formats.percent((first.ink().get(0) + first.ink().get(LAST)) / 2),
            Formats.percent((first.meanIsolated().get(0) + first.meanIsolated().get(LAST)) / 2)));
    page.chart(
        new Chart(
            "Distance from the origin along the way",
            IntStream.range(0, Interpolation.POINTS)
                .mapToObj(Interpolation::lambda)
                .collect(ImmutableList.toImmutableList()),
            "λ",
            "distance ‖z̄‖ / √d",
            lines),
        "‖z̄‖ / √d, averaged over the pairs. Dashed: with u drawn.");
  }

  private static double ends(Exercise1cInterpolation.Way way) {
    return (way.meanNorm().get(0) + way.meanNorm().get(LAST)) / 2;
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
