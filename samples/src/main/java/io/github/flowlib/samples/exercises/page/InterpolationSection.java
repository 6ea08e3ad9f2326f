package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation;
import io.github.flowlib.samples.exercises.Interpolation;
import io.github.flowlib.samples.exercises.report.Chart;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.Page;
import io.github.flowlib.samples.exercises.training.Digits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The part of a page about {@link Exercise1cInterpolation}. */
final class InterpolationSection {

  /** Of 784 standard normal values ‖z‖ / √d is 1 ± 0.025: below this it is no chance. */
  private InterpolationSection() {}

  /** Rows of images for both kinds, and how far from the origin they lead. */
  static void write(
      Page page, Exercise1cInterpolation.Ways ways, Digits digits, String model, Path out)
      throws IOException {
    page.heading("Exercise 1 (c): interpolation in latent space");
    page.paragraph(
        "Each row begins and ends with a "
            + (digits.isSynthetic() ? "synthetic" : "real")
            + " digit of the test set. "
            + model
            + " maps both to noise, z¹ and z²; nine points between them become images again.");
    for (Interpolation kind : Interpolation.values()) {
      float[][] images = ways.images().get(kind);
      if (images != null) {
        page.figures(
            List.of(
                ImageFigure.write(
                    images,
                    Interpolation.POINTS,
                    out.resolve("interpolate-" + label(kind) + ".png"),
                    alt(kind, ways),
                    caption(kind))));
      }
    }
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Both formulas walk the same straight line, only at another pace: the weights of z¹ and"
                + " z² add up to 1 in both. Half-way, at λ = 0.5, the linear row has covered 50 %% of"
                + " the line and the sinusoidal row 71 %%: it leaves the first digit fast and lingers"
                + " near the second. Both ends came back, %s.",
            Formats.roundTrip(ways.maxEndPointError())));
    List<Chart.Line> lines = new ArrayList<>();
    for (Interpolation kind : Interpolation.values()) {
      List<Double> distance = ways.distance().getOrDefault(kind, List.of());
      lines.add(new Chart.Line(label(kind), kind.ordinal(), false, new ArrayList<>(distance)));
    }
    page.chart(
        new Chart(
            IntStream.range(0, Interpolation.POINTS)
                .mapToObj(Interpolation::lambda)
                .collect(ImmutableList.toImmutableList()),
            "λ",
            "distance ‖z‖ / √d",
            lines),
        "Distance from the origin, averaged over the rows. Between two points a straight line comes"
            + " closer to the origin than they are, most of all where both have the same weight.");
  }

  private static String label(Interpolation kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String alt(Interpolation kind, Exercise1cInterpolation.Ways ways) {
    return "Rows of eleven images: "
        + label(kind)
        + " interpolation between the digits "
        + ways.pairs().stream()
            .map(pair -> pair.get(0) + " and " + pair.get(1))
            .collect(Collectors.joining(", "));
  }

  private static String caption(Interpolation kind) {
    return switch (kind) {
      case LINEAR -> "Linear: z̄ = (1 − λ) z¹ + λ z², λ = 0, 0.1, …, 1.";
      case SINUSOIDAL -> "Sinusoidal: z̄ = (1 − sin(λπ/2)) z¹ + sin(λπ/2) z², λ = 0, 0.1, …, 1.";
    };
  }
}
