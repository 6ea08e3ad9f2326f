package io.github.flowlib.samples.exercises;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.model.Model;
import io.github.flowlib.model.Sampler;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.spec.Context;

/**
 * Exercise 3 (c): from an array of labels to images, one for each. Every image is generated
 * conditionally, from noise of its own: x ~ p(x | y).
 */
public final class Exercise3cDigits {

  private Exercise3cDigits() {}

  /**
   * How digits are generated.
   *
   * @param seed of the noise
   * @param temperature factor on the noise, at least 0
   * @param kind what of the model's distribution is shown
   */
  public record Style(long seed, double temperature, Kind kind) {

    /**
     * Decoder means from the usual seed, at a temperature for easy reading: at 0.6 already, but not
     * at 1, a classifier reads all digits as they were meant; see docs/results.md.
     */
    public static final Style DEFAULT = new Style(0, 0.5, Kind.MEAN);
  }

  /** What of p(x | z, y) is shown. */
  public enum Kind {
    /** The mean; flows have none given their noise, the image itself takes its place. */
    MEAN,
    /** A draw. */
    SAMPLE
  }

  /**
   * One image per label, in their order; equal labels give different images.
   *
   * @param model of 28 × 28 images, conditional on ten classes
   * @param labels each 0 to 9
   * @param style how
   * @return {@code [labels, 784]}, 0 … 255
   * @throws IllegalArgumentException if a label is out of range, or the model is none of digits
   */
  public static float[][] images(Model<?> model, int[] labels, Style style) {
    checkModel(model);
    for (int i = 0; i < labels.length; i++) {
      checkArgument(
          labels[i] >= 0 && labels[i] < Digits.CLASSES,
          "labels must be 0 to 9, but label %s is %s",
          i + 1,
          labels[i]);
    }
    int n = labels.length;
    Sampler digits = model.given(labels);
    return digits instanceof VaeDistribution vae && style.kind() == Kind.MEAN
        ? vae.sampleMeans(n, style.seed(), style.temperature())
        : digits.sample(n, style.seed(), style.temperature());
  }

  /** Checks that a model is one of digits. */
  static void checkModel(Model<?> model) {
    checkArgument(
        model.spec().context().classes() == Digits.CLASSES
            && model.spec().context().vectorWidth() == 0
            && model.spec().event().isImage()
            && model.spec().dimension() == Digits.SIDE * Digits.SIDE,
        "the model must be one of 28 x 28 images conditional on 10 classes, but is of %s and %s",
        model.spec().event(),
        inWords(model.spec().context()));
  }

  private static String inWords(Context context) {
    if (context.vectorWidth() == 0) {
      return context.classes() == 0
          ? "not conditional"
          : "conditional on " + context.classes() + " classes";
    }
    return context.classes() == 0
        ? "conditional on vectors of " + context.vectorWidth()
        : "conditional on "
            + context.classes()
            + " classes and vectors of "
            + context.vectorWidth();
  }
}
