package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.exercises.report.Formats;
import java.util.Locale;

/** How figures are written in cells: as on pages of the programs, but shorter, and with a minus. */
final class Cells {

  private static final double MILLION = 1e6;

  private Cells() {}

  /** So many digits behind the point. */
  static String decimals(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '−');
  }

  /** With an error of the same digits. */
  static String decimals(int digits, double value, double error) {
    return decimals(digits, value) + " ± " + decimals(digits, error);
  }

  /** Log-likelihoods of images, with their errors. */
  static String nats(double value, double error) {
    return decimals(1, value, error);
  }

  static String bits(double value) {
    return Formats.bits(value);
  }

  static String percent(double part) {
    return Formats.percent(part);
  }

  /** A part of the whole with two digits. */
  static String accuracy(double part) {
    return Formats.accuracy(part);
  }

  static String temperature(double value) {
    return Formats.temperature(value);
  }

  /** Weights of a large model. */
  static String millions(double value) {
    return decimals(1, value / MILLION) + " M";
  }

  static String seconds(double value) {
    return value < 1 ? "< 1" : decimals(0, value);
  }

  /** A whole number, in groups of three. */
  static String whole(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ');
  }

  static String bold(String cell) {
    return "**" + cell + "**";
  }
}
