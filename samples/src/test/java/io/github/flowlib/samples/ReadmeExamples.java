package io.github.flowlib.samples;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;

/** The Java code of README.md that no example program has; {@link ReadmeTest} compares. */
@SuppressWarnings("unused")
final class ReadmeExamples {

  private ReadmeExamples() {}

  static void context(
      float[][] rows, float[][] weather, float[][] weatherToday, float[][] rowsToday) {
    // region context
    FlowSpec spec = RealNVP.builder().dimension(3).context(2).couplings(6).build();

    try (FlowModel flow = Models.create(spec)) {
      flow.fit(Dataset.of(rows).withContext(weather), Training.builder().epochs(20).build());
      double[] logProb = flow.given(weatherToday).logProb(rowsToday);
    }
    // end
  }

  static void digits() throws IOException {
    // region pictures
    Mnist mnist = Mnist.load();
    Dataset offline = SyntheticDigits.generate(10_000, 1);
    ImageGrid.of(mnist.test().head(100).toArray(), 28, 28).columns(10).write(Path.of("digits.png"));
    // end
  }
}
