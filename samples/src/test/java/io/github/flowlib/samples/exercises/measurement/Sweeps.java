package io.github.flowlib.samples.exercises.measurement;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.evaluation.SampleQuality;
import io.github.flowlib.samples.exercises.evaluation.Scored;
import io.github.flowlib.samples.exercises.report.MarginalMetrics;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Models with figures that tests choose. */
final class Sweeps {

  private Sweeps() {}

  /** Test images differ by far more than models do, as real ones. */
  static double[] logProb(int images, double nats) {
    double[] logProb = new double[images];
    Arrays.setAll(logProb, i -> nats + 100 * Math.sin(i) + 0.1 * Math.sin(7 * i + nats));
    return logProb;
  }

  static TrainedModel model(
      int couplings,
      boolean conditional,
      double[] logProb,
      @Nullable Double distance,
      double accuracy) {
    double nats = Arrays.stream(logProb).average().orElseThrow();
    double bits = -nats / (784 * Math.log(2));
    return new TrainedModel(
        new ModelMetrics(
            (conditional ? "Conditional " : "") + "RealNVP(" + couplings + ")",
            couplings,
            conditional,
            "marginals",
            Digits.MNIST,
            1000,
            1,
            10.0 * couplings,
            nats,
            null,
            null,
            1,
            bits,
            conditional ? new MarginalMetrics(nats, 1, null, bits, 0.9) : null,
            0,
            null,
            0L,
            ImmutableList.of(),
            ImmutableList.of(
                new SampleQuality(
                    Scored.DRAWS,
                    1,
                    logProb.length,
                    distance,
                    distance == null ? null : 0.3,
                    conditional ? accuracy : null))),
        logProb,
        new float[0][],
        new float[0][],
        Path.of("none"));
  }
}
