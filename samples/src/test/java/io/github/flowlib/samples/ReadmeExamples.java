package io.github.flowlib.samples;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.Vae;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;

/** The Java code of README.md, which {@link ReadmeTest} compares with it, region by region. */
@SuppressWarnings("unused")
final class ReadmeExamples {

  private ReadmeExamples() {}

  static void images(Mnist mnist) throws IOException {
    // region
    FlowSpec spec = RealNVP.builder().image(28, 28).couplings(10).conditional(10).build();

    try (FlowModel flow = Models.create(spec)) {
      flow.fit(mnist.train(), Training.builder().epochs(10).validation(mnist.validation()).build());
      double bits = flow.evaluate(mnist.test()).bitsPerDimension();
      float[][] sevens = flow.given(7).sample(64);
      flow.save(Path.of("realnvp-mnist"));
    }
    // end
  }

  static void table(float[][] rows, float[][] newRows) {
    // region
    Dataset normal = Dataset.of(rows); // float[n][d], columns of about unit scale
    FlowSpec spec = RealNVP.builder().dimension(normal.dimension()).couplings(8).build();

    try (FlowModel flow = Models.create(spec)) {
      flow.fit(normal, Training.builder().epochs(50).build());
      double[] logProb = flow.logProb(newRows); // nats; the lower, the stranger
      float[][] more = flow.sample(1000, 42);
    }
    // end
  }

  static void context(
      float[][] rows, float[][] weather, float[][] weatherToday, float[][] rowsToday) {
    // region
    FlowSpec spec = RealNVP.builder().dimension(3).context(2).couplings(6).build();

    try (FlowModel flow = Models.create(spec)) {
      flow.fit(Dataset.of(rows).withContext(weather), Training.builder().epochs(20).build());
      double[] logProb = flow.given(weatherToday).logProb(rowsToday);
    }
    // end
  }

  static void autoencoder(Mnist mnist) {
    // region
    VaeSpec spec = Vae.builder().image(28, 28).latent(50).hidden(200, 200).conditional(10).build();

    try (VaeModel vae = Models.create(spec)) {
      vae.fit(
          mnist.train(), Training.builder().epochs(20).batchSize(100).learningRate(1e-3).build());
      float[][] images = vae.generate(2, 0, 2, 4); // pixels 0 to 255, in the order of the labels
      double logProb = vae.evaluate(mnist.test(), 500).logLikelihood(); // 500 importance samples
    }
    // end
  }

  static void digits() throws IOException {
    // region
    Mnist mnist = Mnist.load();
    Dataset offline = SyntheticDigits.generate(10_000, 1);
    ImageGrid.of(mnist.test().head(100).toArray(), 28, 28).columns(10).write(Path.of("digits.png"));
    // end
  }
}
