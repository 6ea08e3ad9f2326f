package com.example.old;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.CsvColumns;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.tf.TensorBoardLog;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Reads a table, trains with checkpoints and a log, saves, loads, samples, scores and carries
 * weights, with the Guava whose file is named.
 */
public class Stranger {

  public static void main(String[] args) throws Exception {
    Dataset data =
        Dataset.fromCsv(
            table(), CsvColumns.numeric("area", "price").withCategory("city", "Oslo", "Rome"), 1);
    var spec = RealNVP.builder().dimension(2).couplings(2).hidden(16).marginals().conditional(2);
    try (FlowModel flow = Models.create(spec.build())) {
      flow.fit(
          data,
          Training.builder()
              .epochs(2)
              .checkpoints(Checkpoints.in(Path.of("target", "run")).resumed())
              .listener(TensorBoardLog.in(Path.of("target", "log")))
              .build());
      flow.save(Path.of("target", "model"));
      flow.exportWeights(Path.of("target", "weights.npz"));
    }
    try (FlowModel flow = Models.loadFlow(Path.of("target", "model"));
        FlowModel other = Models.create(flow.spec(), 5)) {
      float[][] samples = flow.given(1).sample(3);
      other.importWeights(Path.of("target", "weights.npz"));
      check(Arrays.equals(flow.given(1).logProb(samples), other.given(1).logProb(samples)));
      check(flow.evaluate(data).logLikelihood() > Double.NEGATIVE_INFINITY);
      check(guavaOf(flow).endsWith(args[0]));
    }
  }

  private static Path table() throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>(List.of("area,price,city"));
    for (int i = 0; i < 500; i++) {
      double area = 50 + 20 * random.nextGaussian();
      lines.add(
          area
              + ","
              + area * Math.exp(random.nextGaussian())
              + ","
              + (i % 2 == 0 ? "Oslo" : "Rome"));
    }
    return Files.write(Path.of("target", "flats.csv"), lines);
  }

  /** The file that the library's Guava is read from. */
  private static String guavaOf(FlowModel model) throws ClassNotFoundException {
    return Class.forName(
            "com.google.common.collect.ImmutableList", false, model.getClass().getClassLoader())
        .getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .getPath();
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }
}
