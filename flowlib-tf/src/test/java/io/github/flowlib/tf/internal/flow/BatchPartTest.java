package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.device.Threads;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.rows.Scoring;
import io.github.flowlib.tf.internal.train.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

class BatchPartTest {

  private static final int ROWS = 301;
  private static final Dataset DATA = Fixtures.moons(ROWS, 1);

  /** Layers of 128 × 128 weights, which are worth two parts of so many rows. */
  private static RealNVP.Builder flow() {
    return RealNVP.builder().dimension(2).couplings(3).hidden(128, 128).conditional(2);
  }

  @BeforeEach
  void onTwoThreads() {
    assumeThat(Threads.count())
        .as("the threads that compute: one has no use for two parts")
        .isGreaterThan(1);
  }

  @Test
  void halvesAreForProductsThatAreWorthIt() {
    assertThat(sizes(flow().build(), ROWS)).containsExactly(150, 151);
    assertThat(sizes(flow().build(), 4)).containsExactly(4);
    assertThat(sizes(flow().hidden(8).build(), ROWS)).containsExactly(ROWS);
    assertThat(sizes(flow().hidden(1024, 1024).build(), ROWS)).containsExactly(ROWS);
    assertThat(sizes(flow().batchNorm().build(), ROWS)).containsExactly(ROWS);
  }

  private static List<Integer> sizes(FlowSpec spec, int batchSize) {
    try (GraphSession session = new GraphSession()) {
      FlowGraph graph = new FlowGraph(spec, session.variables());
      return BatchPart.of(session, graph, batchSize).stream().map(BatchPart::size).toList();
    }
  }

  /** Each row with its own label: the loss is the mean of what validation gives for the rows. */
  @Test
  void theirLossIsThatOfTheWholeBatch() {
    FlowSpec spec = flow().build();
    try (GraphSession session = new GraphSession()) {
      Objective objective = FlowTraining.build(spec, session, ROWS);
      session.assign(randomWeights(session));
      double[] logProb =
          Scoring.score(session, objective.inputs(), objective.logProb(), DATA, spec.context());
      assertThat(loss(session, objective, DATA, ROWS))
          .isCloseTo(-Scoring.sum(logProb) / ROWS, within(1e-6));
      assertThat(logProb[0]).isNotCloseTo(logProb[ROWS - 1], within(1e-3));
    }
  }

  @Test
  void theirDropoutDiffers() {
    FlowSpec spec = flow().dropout(0.5).build();
    try (GraphSession session = new GraphSession()) {
      FlowGraph graph = new FlowGraph(spec, session.variables());
      List<BatchPart> parts = BatchPart.of(session, graph, ROWS);
      assertThat(parts).hasSize(2);
      try (Run run = new Run(session)) {
        var key = session.tf().constant(new long[] {3, 4});
        parts.forEach(part -> run.fetch(session.tf().identity(part.key(session.tf(), key))));
        Result result = run.run();
        assertThat(((TInt64) result.get(0)).getLong(0))
            .isNotEqualTo(((TInt64) result.get(1)).getLong(0));
      }
    }
  }

  private static double loss(GraphSession session, Objective objective, Dataset data, int rows) {
    try (Run run = new Run(session)) {
      objective
          .batch()
          .feed(run, data, IntStream.range(0, rows).toArray(), 0, rows, flow().build().context());
      objective.keys().forEach((stream, key) -> run.feed(key, stream.key(5, 0)));
      return ((TFloat64) run.fetch(objective.loss()).run().get(0)).getDouble();
    }
  }

  private static Map<String, float[]> randomWeights(GraphSession session) {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Variables.Variable variable : session.variables().trained()) {
      values.put(variable.name(), Init.uniform(0.2).values(variable.count(), random));
    }
    return values;
  }
}
