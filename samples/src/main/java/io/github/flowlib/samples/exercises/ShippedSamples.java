package io.github.flowlib.samples.exercises;

import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.models.ShippedModel;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * What the models draw that come with the samples, at temperature 1.
 *
 * @param flow a square of draws of the flow that knows no labels
 * @param conditionalFlow draws of the conditional flow, a row of ten for each digit
 * @param autoencoder decoder means of the conditional autoencoder, a row of ten for each digit
 */
public record ShippedSamples(float[][] flow, float[][] conditionalFlow, float[][] autoencoder) {

  /**
   * Reads the models, and draws.
   *
   * @param side of the square
   * @param seed of the noise
   * @return images of all three
   * @throws IOException if a model is missing or cannot be read
   */
  static ShippedSamples draw(int side, long seed) throws IOException {
    int[] labels =
        IntStream.range(0, Digits.CLASSES * Digits.CLASSES).map(i -> i / Digits.CLASSES).toArray();
    try (Model<?> flow = ShippedModel.MULTI_SCALE_REALNVP.load();
        Model<?> conditional = ShippedModel.CONDITIONAL_MULTI_SCALE_REALNVP.load();
        Model<?> autoencoder = ShippedModel.CVAE.load()) {
      return new ShippedSamples(
          ((FlowModel) flow).distribution().sample(side * side, seed),
          ((FlowModel) conditional).given(labels).sample(labels.length, seed),
          ((VaeModel) autoencoder).given(labels).sampleMeans(labels.length, seed));
    }
  }
}
