package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.exercises.CvaeImages;
import io.github.flowlib.samples.exercises.Interpolation;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.html.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures of a conditional variational autoencoder, with what the page says of them.
 *
 * @param samples decoder means, one row for each digit
 * @param styles every column one ε, every row one label
 * @param latents every column one z, every row one label; none without a flow as prior
 * @param draws what the decoder draws, pixel by pixel
 * @param reconstructions test images, and what comes back of them
 * @param interpolation from one test image to another of the same digit
 * @param nearest generated digits, and below each the nearest training image
 */
record CvaeFigures(
    Page.Figure samples,
    Page.Figure styles,
    List<Page.Figure> latents,
    Page.Figure draws,
    Page.Figure reconstructions,
    Page.Figure interpolation,
    Page.Figure nearest) {

  private static final int SIDE = Digits.CLASSES;

  /** Writes all of them. */
  static CvaeFigures write(CvaeImages images, Path out) throws IOException {
    boolean flow = images.latents().isPresent();
    List<Page.Figure> latents =
        flow
            ? List.of(
                ImageFigure.write(
                    images.latents().get(),
                    SIDE,
                    out.resolve("latents-cvae.png"),
                    "A grid of digits: columns share their latents",
                    "One z in every column, drawn from the prior of 0, 1, …, 9, and the decoder told"
                        + " another label in every row. Where a column shows its own digit in all rows, z"
                        + " itself says which digit it is: then it is the prior that reads the label."))
            : List.of();
    return new CvaeFigures(
        ImageFigure.write(
            images.samples(),
            SIDE,
            out.resolve("samples-cvae.png"),
            "A grid of digits, one row for each",
            "Generated: one row for each digit, 0 to 9; means of the decoder, every one from another z,"
                + " not chosen."),
        ImageFigure.write(
            images.styles(),
            SIDE,
            out.resolve("styles-cvae.png"),
            "A grid of digits: columns share their style",
            flow
                ? "The same ε in every column, another label in every row. The flow of the prior makes"
                    + " z = f⁻¹(ε; y) of it, another z for every label: ε carries the handwriting, y the"
                    + " digit."
                : "The same z in every column, another label in every row: z carries the handwriting, y"
                    + " the digit."),
        latents,
        ImageFigure.write(
            images.draws(),
            SIDE,
            out.resolve("draws-cvae.png"),
            "A grid of digits in black and white",
            "The same z as in the picture of means, every pixel drawn black or white: what the model of"
                + " binary images says."),
        ImageFigure.write(
            images.reconstructions(),
            images.reconstructions().length / 6,
            out.resolve("reconstructions-cvae.png"),
            "Pairs of rows: digits and their reconstructions",
            "First, third and fifth row: test images. Below each: encoded with its label, and the mean of"
                + " its posterior decoded."),
        ImageFigure.write(
            images.interpolation(),
            Interpolation.POINTS,
            out.resolve("interpolation-cvae.png"),
            "Rows of digits that change from one handwriting to another",
            "From one test image to another of the same digit, λ = 0, 0.1, …, 1, between the means z¹"
                + " and z² of their posteriors; y stays. "
                + (flow
                    ? "The way is straight in ε = f(z; y), (1 − λ) ε¹ + λ ε², where the prior is"
                        + " N(0, I)."
                    : "z̄ = (1 − λ) z¹ + λ z².")),
        ImageFigure.write(
            images.nearest(),
            SIDE,
            out.resolve("nearest-cvae.png"),
            "Pairs of rows: generated digits and their nearest training images",
            "First and third row: generated. Below each the nearest of all training images, by Euclidean"
                + " distance of pixels: of an image learned by heart the original would stand there."));
  }
}
