package io.github.flowlib.samples.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.Training;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Images come back from the latent space of a trained model, pixel by pixel. */
@EnabledIfEnvironmentVariable(
    named = "FLOWLIB_MNIST_DIR",
    matches = ".+",
    disabledReason = "needs real MNIST: set FLOWLIB_MNIST_DIR to the directory of its four files")
class RoundTripTest {

  @Test
  void tenCouplingsChangeNoPixel() throws IOException {
    Mnist mnist = Mnist.load();
    Dataset test = mnist.test().head(5000);
    try (FlowModel flow =
        Models.create(RealNVP.builder().image(28, 28).couplings(10).hidden(128, 128).build())) {
      flow.fit(
          mnist.train().head(10_000),
          Training.builder().epochs(2).batchSize(100).learningRate(1e-3).build());
      float[][] images = test.toArray();
      float[][] back = flow.distribution().toData(flow.distribution().toNoise(images));
      double largest = 0;
      for (int i = 0; i < images.length; i++) {
        for (int j = 0; j < images[i].length; j++) {
          largest = Math.max(largest, Math.abs(back[i][j] - images[i][j]));
        }
      }
      assertThat(largest).as("grey levels").isLessThanOrEqualTo(0.5);
      assertThat(flow.evaluate(test).bitsPerDimension()).as("it is trained").isLessThan(1.6);
    }
  }
}
