package io.github.flowlib.samples.exercises;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.exercises.evaluation.NearestNeighbours;
import io.github.flowlib.samples.exercises.measurement.PriorNoise;
import io.github.flowlib.samples.exercises.training.Digits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Images of a conditional variational autoencoder, each kind row by row.
 *
 * @param samples decoder means, one row of ten for each digit
 * @param styles every column one ε, every row one label: z = f⁻¹(ε; y) by a prior that is a flow,
 *     and z = ε without one
 * @param latents every column one z, drawn from the prior of the column's own digit, every row one
 *     label of the decoder; empty without a flow, where the styles are that
 * @param draws what the decoder draws, pixel by pixel, from the z of the samples
 * @param reconstructions three times a row of test images, one of each digit that is there, and a
 *     row of what comes back of them
 * @param interpolation rows from one test image to another of the same digit
 * @param nearest twice a row of ten generated digits, and a row of the nearest training images
 */
public record CvaeImages(
    float[][] samples,
    float[][] styles,
    Optional<float[][]> latents,
    float[][] draws,
    float[][] reconstructions,
    float[][] interpolation,
    float[][] nearest) {

  private static final int SIDE = Digits.CLASSES;

  /** All of them; the seed chooses the noise. */
  static CvaeImages of(VaeModel vae, Digits digits, long seed) throws IOException {
    int[] labels = IntStream.range(0, SIDE * SIDE).map(i -> i / SIDE).toArray();
    try (PriorNoise prior = PriorNoise.of(vae)) {
      return new CvaeImages(
          vae.given(labels).sampleMeans(labels.length, seed),
          styles(vae, seed + 1),
          vae.spec().prior().map(flow -> latents(vae, prior, seed + 1)),
          vae.given(labels).sample(labels.length, seed),
          reconstructions(vae, digits.test()),
          interpolation(vae, prior, digits.test()),
          nearest(vae, digits.trainAndValidation(), seed));
    }
  }

  private static float[][] styles(VaeModel vae, long seed) {
    float[][] images = new float[SIDE * SIDE][];
    for (int label = 0; label < SIDE; label++) {
      float[][] row = vae.given(label).sampleMeans(SIDE, seed);
      System.arraycopy(row, 0, images, label * SIDE, SIDE);
    }
    return images;
  }

  private static float[][] latents(VaeModel vae, PriorNoise prior, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] z = new float[SIDE][];
    for (int digit = 0; digit < SIDE; digit++) {
      z[digit] = prior.draw(digit, 1, vae.spec().latent(), random)[0];
    }
    List<float[]> rows = new ArrayList<>();
    for (int label = 0; label < SIDE; label++) {
      rows.addAll(Arrays.asList(vae.given(label).decode(z)));
    }
    return rows.toArray(new float[0][]);
  }

  private static float[][] reconstructions(VaeModel vae, Dataset test) {
    List<float[]> rows = new ArrayList<>();
    for (int pair = 0; pair < 3; pair++) {
      Dataset some = test.select(onePerLabel(test, pair));
      rows.addAll(Arrays.asList(some.toArray()));
      rows.addAll(Arrays.asList(vae.given(some.labels()).reconstruct(some.toArray())));
    }
    return rows.toArray(new float[0][]);
  }

  /** Through ε and not through z: the line between two z can leave what the prior fills. */
  private static float[][] interpolation(VaeModel vae, PriorNoise prior, Dataset test) {
    List<float[]> rows = new ArrayList<>();
    Dataset from = test.select(onePerLabel(test, 0));
    Dataset to = test.select(onePerLabel(test, 1));
    for (int i = 0; i < from.rows(); i++) {
      int label = from.label(i);
      VaeDistribution digit = vae.given(label);
      float[][] ends = prior.of(label, digit.encode(new float[][] {from.row(i), to.row(i)}).mean());
      float[][] path = Interpolation.LINEAR.path(ends[0], ends[1]);
      rows.addAll(Arrays.asList(digit.decode(prior.toLatents(label, path))));
    }
    return rows.toArray(new float[0][]);
  }

  private static float[][] nearest(VaeModel vae, Dataset train, long seed) {
    int[] labels = IntStream.range(0, 2 * SIDE).map(i -> i % SIDE).toArray();
    float[][] images = vae.given(labels).sampleMeans(labels.length, seed);
    int[] found = NearestNeighbours.in(train, images).rows();
    List<float[]> rows = new ArrayList<>();
    for (int pair = 0; pair < 2; pair++) {
      rows.addAll(Arrays.asList(images).subList(pair * SIDE, (pair + 1) * SIDE));
      for (int i = 0; i < SIDE; i++) {
        rows.add(train.row(found[pair * SIDE + i]));
      }
    }
    return rows.toArray(new float[0][]);
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
}
