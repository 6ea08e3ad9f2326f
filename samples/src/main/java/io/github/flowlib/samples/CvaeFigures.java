package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.evaluation.NearestNeighbours;
import io.github.flowlib.samples.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures of a conditional variational autoencoder. */
final class CvaeFigures {

  /**
   * All of them.
   *
   * @param samples decoder means, one row for each digit
   * @param styles every column one z, every row one label
   * @param draws what the decoder draws, pixel by pixel
   * @param reconstructions test images, and what comes back of them
   * @param interpolation from one test image to another of the same digit
   * @param nearest generated digits, and below each the nearest training image
   */
  record Pictures(
      Page.Figure samples,
      Page.Figure styles,
      Page.Figure draws,
      Page.Figure reconstructions,
      Page.Figure interpolation,
      Page.Figure nearest) {}

  private static final int SIDE = Digits.CLASSES;

  private final VaeModel vae;
  private final Digits digits;
  private final long seed;
  private final Path out;

  CvaeFigures(VaeModel vae, Digits digits, long seed, Path out) {
    this.vae = vae;
    this.digits = digits;
    this.seed = seed;
    this.out = out;
  }

  Pictures write() throws IOException {
    return new Pictures(
        samples(), styles(), draws(), reconstructions(), interpolation(), nearest());
  }

  private Page.Figure samples() throws IOException {
    int[] labels = IntStream.range(0, SIDE * SIDE).map(i -> i / SIDE).toArray();
    return figure(
        vae.given(labels).sampleMeans(labels.length, seed),
        SIDE,
        "samples-cvae.png",
        "A grid of digits, one row for each",
        "Generated: one row for each digit, 0 to 9; means of the decoder, every one from another z,"
            + " not chosen.");
  }

  private Page.Figure styles() throws IOException {
    float[][] images = new float[SIDE * SIDE][];
    for (int label = 0; label < SIDE; label++) {
      float[][] row = vae.given(label).sampleMeans(SIDE, seed + 1);
      System.arraycopy(row, 0, images, label * SIDE, SIDE);
    }
    return figure(
        images,
        SIDE,
        "styles-cvae.png",
        "A grid of digits: columns share their style",
        "The same z in every column, another label in every row: z carries the handwriting, y the"
            + " digit.");
  }

  private Page.Figure draws() throws IOException {
    int[] labels = IntStream.range(0, SIDE * SIDE).map(i -> i / SIDE).toArray();
    return figure(
        vae.given(labels).sample(labels.length, seed),
        SIDE,
        "draws-cvae.png",
        "A grid of digits in black and white",
        "The same z as in the first picture, every pixel drawn black or white: what the model of"
            + " binary images says.");
  }

  private Page.Figure reconstructions() throws IOException {
    List<float[]> rows = new ArrayList<>();
    Dataset test = digits.test();
    for (int pair = 0; pair < 3; pair++) {
      int[] picked = onePerLabel(test, pair);
      Dataset some = test.select(picked);
      rows.addAll(Arrays.asList(some.toArray()));
      rows.addAll(Arrays.asList(vae.given(some.labels()).reconstruct(some.toArray())));
    }
    return figure(
        rows.toArray(new float[0][]),
        onePerLabel(test, 0).length,
        "reconstructions-cvae.png",
        "Pairs of rows: digits and their reconstructions",
        "First, third and fifth row: test images. Below each: encoded with its label, and the mean of"
            + " its posterior decoded.");
  }

  private Page.Figure interpolation() throws IOException {
    List<float[]> rows = new ArrayList<>();
    Dataset test = digits.test();
    Dataset from = test.select(onePerLabel(test, 0));
    Dataset to = test.select(onePerLabel(test, 1));
    for (int i = 0; i < from.rows(); i++) {
      VaeDistribution digit = vae.given(from.label(i));
      float[] start = digit.encode(new float[][] {from.row(i)}).mean()[0];
      float[] end = digit.encode(new float[][] {to.row(i)}).mean()[0];
      rows.addAll(Arrays.asList(digit.decode(Interpolation.LINEAR.path(start, end))));
    }
    return figure(
        rows.toArray(new float[0][]),
        Interpolation.POINTS,
        "interpolation-cvae.png",
        "Rows of digits that change from one handwriting to another",
        "From one test image to another of the same digit: z̄ = (1 − λ) z¹ + λ z², λ = 0, 0.1, …, 1,"
            + " between the means of their posteriors; z moves, y stays.");
  }

  private Page.Figure nearest() throws IOException {
    List<float[]> rows = new ArrayList<>();
    Dataset train = digits.trainAndValidation();
    int[] labels = IntStream.range(0, 2 * SIDE).map(i -> i % SIDE).toArray();
    float[][] images = vae.given(labels).sampleMeans(labels.length, seed);
    int[] found = NearestNeighbours.in(train, images);
    for (int pair = 0; pair < 2; pair++) {
      for (int i = 0; i < SIDE; i++) {
        rows.add(images[pair * SIDE + i]);
      }
      for (int i = 0; i < SIDE; i++) {
        rows.add(train.row(found[pair * SIDE + i]));
      }
    }
    return figure(
        rows.toArray(new float[0][]),
        SIDE,
        "nearest-cvae.png",
        "Pairs of rows: generated digits and their nearest training images",
        "First and third row: generated. Below each the nearest of all training images, by Euclidean"
            + " distance of pixels: of an image learned by heart the original would stand there.");
  }

  /** The {@code which}-th image of every label, in the order of labels; fewer if data are few. */
  private static int[] onePerLabel(Dataset data, int which) {
    ImmutableList.Builder<Integer> picked = ImmutableList.builder();
    for (int label = 0; label < SIDE; label++) {
      int seen = 0;
      int last = -1;
      for (int i = 0; i < data.rows() && seen <= which; i++) {
        if (data.label(i) == label) {
          last = i;
          seen++;
        }
      }
      if (last >= 0) {
        picked.add(last);
      }
    }
    return picked.build().stream().mapToInt(Integer::intValue).toArray();
  }

  private Page.Figure figure(float[][] images, int columns, String name, String alt, String caption)
      throws IOException {
    Path file = out.resolve(name);
    ImageGrid.of(images, Digits.SIDE, Digits.SIDE).columns(columns).gap(2).scale(3).write(file);
    return new Page.Figure(file, alt, caption);
  }
}
