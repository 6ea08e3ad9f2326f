package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.train.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Rows that fill up a short batch change neither the loss nor its gradient. */
class ShortBatchTest {

  private static final Dataset DATA = Fixtures.images(40, 1);
  private static final int ROWS = 7;

  static List<FlowSpec> specs() {
    RealNVP.Builder builder =
        RealNVP.builder().image(4, 4).logit(0.05).couplings(2).hidden(8).conditional(3);
    FlowSpec perValue = builder.batchNorm().build();
    ImmutableList<Transform> perChannel =
        perValue.transforms().stream()
            .map(
                each -> each instanceof BatchNorm norm ? new BatchNorm(true, norm.epsilon()) : each)
            .collect(ImmutableList.toImmutableList());
    return List.of(
        builder.build(),
        perValue,
        new FlowSpec(
            perValue.event(),
            perValue.context(),
            perValue.dequantization(),
            perChannel,
            perValue.base()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void countOnceAndNoMore(FlowSpec spec) {
    List<float[]> whole = lossAndGradient(spec, ROWS);
    List<float[]> filled = lossAndGradient(spec, 10); // 3 of them twice
    assertThat(filled).hasSameSizeAs(whole);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(filled.get(i)).hasSameSizeAs(whole.get(i));
      for (int j = 0; j < whole.get(i).length; j++) {
        float expected = whole.get(i)[j];
        assertThat(filled.get(i)[j])
            .isCloseTo(expected, within(1e-4f + 1e-4f * Math.abs(expected)));
      }
    }
    assertThat(differences(whole, lossAndGradient(spec, ROWS, ROWS + 3))).isPositive();
  }

  private static int differences(List<float[]> some, List<float[]> others) {
    return (int)
        IntStream.range(0, some.size())
            .filter(i -> Math.abs(some.get(i)[0] - others.get(i)[0]) > 1e-3)
            .count();
  }

  private static List<float[]> lossAndGradient(FlowSpec spec, int batchSize) {
    return lossAndGradient(spec, batchSize, ROWS);
  }

  private static List<float[]> lossAndGradient(FlowSpec spec, int batchSize, int rows) {
    try (GraphSession session = new GraphSession()) {
      Objective objective = FlowTraining.build(spec, session, Math.max(batchSize, rows));
      session.assign(session.variables().initialValues(3));
      Gradients gradients =
          session
              .tf()
              .gradients(
                  objective.loss(),
                  session.variables().trained().stream().map(Variables.Variable::value).toList());
      try (Run run = new Run(session)) {
        int[] order = IntStream.range(0, DATA.rows()).toArray();
        objective.batch().feed(run, DATA, order, 0, rows, spec.context());
        objective.keys().forEach((stream, key) -> run.feed(key, stream.key(5, 0)));
        run.fetch(objective.loss());
        gradients.forEach(run::fetch);
        Result result = run.run();
        List<float[]> values = new ArrayList<>();
        values.add(new float[] {(float) ((TFloat64) result.get(0)).getDouble()});
        for (int i = 1; i < result.size(); i++) {
          values.add(Tensors.floats((TFloat32) result.get(i)));
        }
        return values;
      }
    }
  }
}
