package io.github.flowlib.samples.exercises.report;

import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures are written, on the console and on pages: digits, units, and what is unknown. */
public final class Formats {

  private Formats() {}

  /** A part of the whole, in per cent. */
  public static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  /** Nats, or nothing where they are unknown. */
  public static String nats(@Nullable Double value) {
    return value == null || value.isNaN() ? "" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Bits per dimension. */
  public static String bits(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Seconds of a training. */
  public static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A paired difference in nats or its error: models with much in common differ by little. */
  public static String difference(double value, double standardError) {
    return String.format(Locale.ROOT, standardError < 0.1 ? "%.2f" : "%.1f", value);
  }

  /** The difference of two models in nats, with its sign. */
  public static String difference(Comparison two) {
    return (two.difference() < 0 ? "" : "+") + difference(two.difference(), two.standardError());
  }

  /** The standard error of that difference, which one image does not tell. */
  public static String standardError(Comparison two) {
    return two.hasStandardError()
        ? difference(two.standardError(), two.standardError())
        : "unknown";
  }

  /** How pixels come back that a model sent to noise, in grey levels. */
  public static String roundTrip(double largestError) {
    // Rounded up: "within 0.0 grey levels" would promise too much.
    return largestError == 0
        ? "every pixel exactly"
        : String.format(
            Locale.ROOT, "every pixel within %.1f grey levels", Math.ceil(largestError * 10) / 10);
  }

  /** A temperature, the factor on noise. */
  public static String temperature(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  /** A Fréchet distance, or nothing where it is unknown. */
  public static String distance(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  /** With its error, where that is known. */
  public static String distance(@Nullable Double value, @Nullable Double standardError) {
    return distance(value) + (standardError == null ? "" : " ± " + distance(standardError));
  }

  /** The part of images that is read rightly, with two digits: the best are above 99 %. */
  public static String accuracy(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }

  /** How near images are to the training images, beside real ones. */
  public static String inWords(NearestMetrics nearest) {
    return String.format(
        Locale.ROOT,
        "Distances to the nearest training image, pixels between 0 and 1, of %,d generated images:"
            + " mean %.2f, median %.2f, smallest %.2f; of as many test images: mean %.2f, median"
            + " %.2f, smallest %.2f.",
        nearest.images(),
        nearest.generated().mean(),
        nearest.generated().median(),
        nearest.generated().smallest(),
        nearest.real().mean(),
        nearest.real().median(),
        nearest.real().smallest());
  }

  /** What was found of some samples, on one line. */
  public static String inWords(SampleQuality quality) {
    Double distance = quality.frechetDistance();
    Double accuracy = quality.accuracy();
    return String.format(
        Locale.ROOT,
        "%,d %s at temperature %s%s%s",
        quality.samples(),
        quality.scored(),
        temperature(quality.temperature()),
        distance == null ? "" : ", Fréchet distance " + distance(distance),
        accuracy == null ? "" : ", " + accuracy(accuracy) + " read as asked");
  }
}
