package io.github.flowlib.samples.examples;

import io.github.flowlib.Models;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;

/** A conditional variational autoencoder: images of the labels that are named. */
public final class Autoencoder {

  private Autoencoder() {}

  /**
   * Learns MNIST, which takes minutes, and draws the digits 2, 0, 2 and 4.
   *
   * @param args {@code synthetic} for digits that a program drew
   * @throws IOException if MNIST cannot be had, or a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path picture = Path.of("target", "autoencoder.png");
    if (args.length > 0 && args[0].equals("synthetic")) {
      run(SyntheticDigits.generate(2_000, 1), SyntheticDigits.generate(500, 2), picture);
    } else {
      Mnist mnist = Mnist.load();
      run(mnist.train(), mnist.test(), picture);
    }
    System.out.println("the digits are in " + picture);
  }

  /** Learns digits, draws some into a file; the mean of log p(x | y) over test images. */
  static double run(Dataset train, Dataset test, Path picture) throws IOException {
    // region autoencoder
    try (VaeModel vae = Models.create(VAE.builder().image(28, 28).conditional(10).build())) {
      vae.fit(train, Training.builder().epochs(20).batchSize(100).learningRate(1e-3).build());
      float[][] images = vae.sampleMeansEach(2, 0, 2, 4); // one per label, pixels 0 … 255
      double logProb = vae.evaluate(test, 500).logLikelihood(); // 500 importance samples
      ImageGrid.of(images, 28, 28).columns(4).write(picture); // not in README.md
      return logProb; // not in README.md
    }
    // end
  }
}
