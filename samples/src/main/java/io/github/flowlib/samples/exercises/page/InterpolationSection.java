package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation;
import io.github.flowlib.samples.exercises.Interpolation;
import io.github.flowlib.samples.exercises.report.Chart;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.Page;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.spec.Base;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The part of a page about {@link Exercise1cInterpolation}. */
final class InterpolationSection {

  private static final int LAST = Interpolation.POINTS - 1;
  private static final int MIDDLE = LAST / 2;

  private InterpolationSection() {}

  /** Rows of images for each pair, and how far from the origin they lead. */
  static void write(
      Page page, Exercise1cInterpolation.Ways ways, Digits digits, String model, Path out)
      throws IOException {
    page.heading("Exercise 1 (c): interpolation in latent space");
    page.paragraph(
        "Each row begins and ends with a "
            + (digits.isSynthetic() ? "synthetic" : "real")
            + " digit of the test set. "
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
            .map(way -> way.name() + " " + Formats.percent(way.isolated(pair, MIDDLE)))
            .collect(Collectors.joining("; "));
    page.grid(
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
                "From %d to %d. Ink that touches no other ink, at λ = 0.5: %s.",
                from,
                to,
                broken)),
        "λ",
        IntStream.range(0, Interpolation.POINTS)
            .mapToObj(i -> figure("%.1f", Interpolation.lambda(i)))
            .toList(),
        names);
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
                ? ", and of the noise that samples come from 1"
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
                + " they are, by a factor of about √½: linear %.2f at λ = 0.5, norm-keeping %.2f. How far"
                + " strokes have broken up shows in ink that touches no other ink: linear %.1f %% in the"
                + " middle, norm-keeping %.1f %%, the digits at the ends %.1f %%. What is as broken with"
                + " the norm kept is not broken for lack of norm: the model then has no image there that"
                + " hangs together.",
            linear.meanNorm().get(MIDDLE),
            keeping.meanNorm().get(MIDDLE),
            100 * linear.isolated().get(MIDDLE),
            100 * keeping.isolated().get(MIDDLE),
            50 * (linear.isolated().get(0) + linear.isolated().get(LAST))));
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
              Formats.percent(way.isolated().get(MIDDLE))));
      lines.add(
          new Chart.Line(
              way.name(), way.kind().ordinal(), way.randomOffsets(), List.copyOf(way.meanNorm())));
    }
    Exercise1cInterpolation.Way first = ways.ways().get(0);
    page.table(
        List.of("way", "‖z‖ / √d, ends", "λ = 0.5", "ink", "of it isolated"),
        rows,
        String.format(
            Locale.ROOT,
            "Means over %d pairs. Ink: pixels above 127, of all pixels, at λ = 0.5; isolated: without ink"
                + " among their eight neighbours. At the ends, which are the digits themselves, %.1f %%"
                + " are ink, and %.1f %% of that is isolated.",
            ways.pairs().size(),
            50 * (first.ink().get(0) + first.ink().get(LAST)),
            50 * (first.isolated().get(0) + first.isolated().get(LAST))));
    page.chart(
        new Chart(
            IntStream.range(0, Interpolation.POINTS)
                .mapToObj(Interpolation::lambda)
                .collect(ImmutableList.toImmutableList()),
            "λ",
            "distance ‖z̄‖ / √d",
            lines),
        "Distance from the origin along the way, averaged over the pairs. Dashed: with u drawn.");
  }

  private static double ends(Exercise1cInterpolation.Way way) {
    return (way.meanNorm().get(0) + way.meanNorm().get(LAST)) / 2;
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
