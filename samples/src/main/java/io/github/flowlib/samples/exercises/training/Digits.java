package io.github.flowlib.samples.exercises.training;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.samples.console.Console;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Digits to learn from, 28 × 28 grey pixels, with labels.
 *
 * @param source where they are from: {@code mnist}, {@code synthetic}, {@code generated}, or a
 *     directory
 * @param train for the weights
 * @param validation for the choice of the best epoch
 * @param test for the figures that are reported
 * @param contentHash the SHA-256 of MNIST's file of training images, uncompressed; null for others
 */
public record Digits(
    String source, Dataset train, Dataset validation, Dataset test, @Nullable String contentHash) {

  /**
   * Digits that are not of MNIST.
   *
   * @param source see {@link #source()}
   * @param train see {@link #train()}
   * @param validation see {@link #validation()}
   * @param test see {@link #test()}
   */
  public Digits(String source, Dataset train, Dataset validation, Dataset test) {
    this(source, train, validation, test, null);
  }

  /** Height and width of a digit. */
  public static final int SIDE = 28;

  /** Kinds of digits. */
  public static final int CLASSES = 10;

  /** The name of real MNIST, found or downloaded. */
  public static final String MNIST = "mnist";

  /** The name of digits that a program drew. */
  public static final String SYNTHETIC = "synthetic";

  /** The name of digits that a flow drew. */
  private static final String GENERATED = "generated";

  private static final int SYNTHETIC_TRAIN = 20_000;
  private static final int SYNTHETIC_HELD_OUT = 4_000;

  /**
   * Loads digits by name.
   *
   * @param source {@link #MNIST}, {@link #SYNTHETIC}, or a directory with the four files of MNIST
   * @param rows at most so many of each part, at least 1
   * @param console hears of a download
   * @return the digits
   * @throws IOException if the files cannot be had
   */
  public static Digits load(String source, int rows, Console console) throws IOException {
    return switch (source) {
      case MNIST -> of(source, Mnist.load(console.downloads()), rows);
      case SYNTHETIC ->
          synthetic(Math.min(rows, SYNTHETIC_TRAIN), Math.min(rows, SYNTHETIC_HELD_OUT));
      default -> of(source, Mnist.load(Path.of(source)), rows);
    };
  }

  private static Digits of(String source, Mnist mnist, int rows) {
    return new Digits(
        source,
        head(mnist.train(), rows),
        head(mnist.validation(), rows),
        head(mnist.test(), rows),
        mnist.contentHash());
  }

  /**
   * Draws digits. They are always the same, so that results can be compared.
   *
   * @param trainRows rows to learn from
   * @param heldOutRows rows for validation, and as many for test
   * @return the digits
   */
  public static Digits synthetic(int trainRows, int heldOutRows) {
    // Three seeds, so that the held-out digits do not depend on how many are drawn to learn from.
    return new Digits(
        SYNTHETIC,
        SyntheticDigits.generate(trainRows, 1),
        SyntheticDigits.generate(heldOutRows, 2),
        SyntheticDigits.generate(heldOutRows, 3));
  }

  /**
   * Digits that the conditional flow of the samples draws, to look at: all three parts are the same
   * hundred, so nothing can be learned or measured by them.
   *
   * @return ten of each digit
   * @throws IOException if the flow is missing or cannot be read
   */
  public static Digits generated() throws IOException {
    Dataset drawn = GeneratedDigits.draw();
    return new Digits(GENERATED, drawn, drawn, drawn);
  }

  /**
   * Tells digits of a flow from others.
   *
   * @return true if a flow drew them
   */
  public boolean isGenerated() {
    return source.equals(GENERATED);
  }

  /**
   * Tells digits of strokes from others.
   *
   * @return true if a program drew them, stroke by stroke
   */
  public boolean isSynthetic() {
    return source.equals(SYNTHETIC);
  }

  /**
   * The rows for training and those for validation in one, for a training that chooses nothing.
   *
   * @return a copy, with labels
   */
  public Dataset trainAndValidation() {
    int first = train.rows();
    int[] labels = new int[first + validation.rows()];
    float[] values = new float[Math.multiplyExact(labels.length, train.dimension())];
    for (int i = 0; i < labels.length; i++) {
      Dataset part = i < first ? train : validation;
      int row = i < first ? i : i - first;
      part.copyRow(row, values, i * train.dimension());
      labels[i] = part.label(row);
    }
    return Dataset.ofFlat(values, train.dimension()).withLabels(labels);
  }

  private static Dataset head(Dataset data, int rows) {
    return data.head(Math.min(rows, data.rows()));
  }
}
