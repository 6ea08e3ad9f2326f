package com.example.modular;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.json.SpecJson;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.tf.TensorBoardLog;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Trains with checkpoints and a log, saves, loads, samples and scores, on the module path. */
public class Stranger {

  public static void main(String[] args) throws Exception {
    Random random = new Random(1);
    float[][] points =
        Stream.generate(() -> new float[] {(float) random.nextGaussian(), random.nextFloat()})
            .limit(500)
            .toArray(float[][]::new);
    Path saved = Path.of("target", "model");

    try (FlowModel flow = Models.create(RealNVP.builder().dimension(2).couplings(2).build())) {
      Training.Builder training =
          Training.builder()
              .epochs(2)
              .checkpoints(Checkpoints.in(Path.of("target", "run")).resumed())
              .listener(TensorBoardLog.in(Path.of("target", "log")));
      flow.fit(Dataset.of(points), training.build());
      flow.fit(
          Dataset.of(points), training.build()); // goes on from the last checkpoint: nothing to do
      flow.save(saved);
      flow.exportWeights(Path.of("target", "weights.npz"));
      try (FlowModel loaded = Models.loadFlow(saved)) {
        float[][] samples = loaded.distribution().sample(3);
        double[] logProb = loaded.distribution().logProb(samples);
        check(Arrays.equals(logProb, flow.distribution().logProb(samples)));
        check(SpecJson.read(SpecJson.write(loaded.spec())).equals(flow.spec()));
      }
    }
    check(Stranger.class.getModule().isNamed() && Models.class.getModule().isNamed());
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }
}
