package io.github.flowlib.tf.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;

class ContextStandardizationTest {

  private static final float[][] NUMBERS = {{285, -0.01f}, {295, 0.03f}, {290, 0.01f}, {298, 0}};

  private static Dataset data(float[][] context) {
    return Dataset.of(new float[context.length][1]).withContext(context);
  }

  private static Map<String, float[]> fit(float[][] context) {
    return ContextStandardization.fit(Context.vector(context[0].length), data(context));
  }

  @Test
  void statisticsAreMeanAndDeviationOfEveryNumber() {
    Map<String, float[]> fitted = fit(NUMBERS);
    assertThat(fitted).containsOnlyKeys("context/mean", "context/deviation");
    assertThat(fitted.get("context/mean"))
        .containsExactly(new float[] {292, 0.0075f}, within(1e-7f));
    // √((49 + 9 + 4 + 36) / 4), √((17.5² + 22.5² + 2.5² + 7.5²) / 4) / 1000
    assertThat(fitted.get("context/deviation"))
        .containsExactly(new float[] {4.9497475f, 0.014790199f}, within(1e-6f));
  }

  @Test
  void contextsWithoutNumbersAndRawOnesHaveNone() {
    Dataset data = data(NUMBERS).withLabels(new int[] {0, 1, 0, 1});
    for (Context context :
        new Context[] {
          Context.none(),
          Context.classes(2),
          Context.vector(2).raw(),
          Context.classesAndVector(2, 2).raw()
        }) {
      assertThat(ContextStandardization.fit(context, data)).isEmpty();
    }
  }

  /** Numbers that do not vary are centred; rounding is no spread. */
  @Test
  void numbersThatDoNotVaryKeepTheirScale() {
    float next = Math.nextUp(290f);
    float[][] same = {{290, 0, 1e-40f, 290}, {290, 0, -1e-40f, next}, {290, 0, 1e-40f, next}};
    Map<String, float[]> fitted = fit(same);
    assertThat(fitted.get("context/deviation")).containsExactly(1, 1, 1, 1);
    assertThat(fitted.get("context/mean")[0]).isEqualTo(290);
    assertThat(fit(new float[][] {{7}}).get("context/deviation")).containsExactly(1);
  }

  static Stream<Context> contexts() {
    return Stream.of(
        Context.vector(2),
        Context.classesAndVector(3, 2),
        Context.embedded(
            Context.classesAndVector(3, 2),
            new Conditioner.Mlp(ImmutableList.of(), Activation.RELU),
            5));
  }

  /** Labels stay as they are, and what an embedding reads is standardised. */
  @ParameterizedTest
  @MethodSource("contexts")
  void whatLayersSeeIsTheFormula(Context context) {
    Map<String, float[]> statistics =
        Map.of("context/mean", new float[] {290, -1}, "context/deviation", new float[] {5, 0.25f});
    float[] expected = {0, 0, 1, -1.5f, 6}; // one-hot, then the numbers
    try (GraphSession session = new GraphSession()) {
      RowInputs inputs = new RowInputs(session.tf(), 1, context, session.variables());
      session.assign(session.variables().initialValues(1));
      session.assign(Map.of("embedding/last/weights", identity()));
      assertThat(seen(session, inputs, context)).endsWith(282.5f, 0.5f); // not fitted yet
      session.assign(statistics);
      assertThat(seen(session, inputs, context)).endsWith(-1.5f, 6);
      if (context.classes() > 0) {
        assertThat(seen(session, inputs, context)).containsExactly(expected);
      }
    }
  }

  private static float[] identity() {
    float[] matrix = new float[25];
    for (int i = 0; i < 5; i++) {
      matrix[6 * i] = 1;
    }
    return matrix;
  }

  private static float[] seen(GraphSession session, RowInputs inputs, Context context) {
    float[][] vectors = {{282.5f, 0.5f}};
    Condition condition =
        context.classes() == 0
            ? Conditions.vectors(vectors, context)
            : Conditions.both(new int[] {2}, vectors, context);
    try (Run run = new Run(session)) {
      inputs.feedCondition(run, condition);
      return Tensors.floats((TFloat32) run.fetch(inputs.context().orElseThrow()).run().get(0));
    }
  }

  /** Gradients and weight decay leave them alone. */
  @Test
  void theyAreStatistics() {
    try (GraphSession session = new GraphSession()) {
      new RowInputs(session.tf(), 1, Context.vector(2), session.variables());
      assertThat(session.variables().all())
          .extracting(Variables.Variable::name, Variables.Variable::role)
          .containsExactly(
              tuple("context/mean", Variables.Role.STATISTIC),
              tuple("context/deviation", Variables.Role.STATISTIC));
      assertThat(session.variables().parameterCount()).isZero();
    }
  }
}
