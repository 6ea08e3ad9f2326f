package io.github.flowlib.tf.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.Conditions;
import io.github.flowlib.tf.internal.rows.RowInputs;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;

/** What networks see in place of the context, against the formula in double. */
class ContextEmbeddingTest {

  private static final int CLASSES = 10;
  private static final int NUMBERS = 20;
  private static final int WIDTH = 300;
  private static final Context.ClassesAndVector BOTH = Context.classesAndVector(CLASSES, NUMBERS);

  private static Context.Embedded spec(
      Context context, Activation activation, int width, Integer... hidden) {
    return Context.embedded(
        context, new Conditioner.Mlp(ImmutableList.copyOf(hidden), activation), width);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void itIsTheFormula(Activation activation) {
    Context.Embedded spec = spec(Context.classesAndVector(3, 2).raw(), activation, 6, 5, 4);
    int[] labels = {2, 0};
    float[][] vectors = {{0.4f, -1.3f}, {-0.2f, 2.1f}};
    try (GraphSession session = new GraphSession()) {
      RowInputs inputs = new RowInputs(session.tf(), 1, spec, session.variables());
      Map<String, float[]> weights = random(session);
      session.assign(weights);
      float[] embedded = embedded(session, inputs, Conditions.both(labels, vectors, spec));
      for (int i = 0; i < labels.length; i++) {
        double[] h = new double[5]; // one-hot, then the numbers
        h[labels[i]] = 1;
        h[3] = vectors[i][0];
        h[4] = vectors[i][1];
        h = dense(weights, "embedding/hidden0", h, function(activation));
        h = dense(weights, "embedding/hidden1", h, function(activation));
        h = dense(weights, "embedding/last", h, a -> a);
        assertThat(h).hasSize(6);
        for (int j = 0; j < h.length; j++) {
          assertThat((double) embedded[i * h.length + j]).isCloseTo(h[j], within(1e-5));
        }
      }
    }
  }

  static Stream<Arguments> starts() {
    return Stream.of(Context.classes(CLASSES), Context.vector(NUMBERS), BOTH)
        .flatMap(
            context ->
                Stream.of(Activation.values())
                    .map(activation -> Arguments.of(context, activation)));
  }

  /** Whatever is embedded, and through however many layers: unit scale gives unit scale. */
  @ParameterizedTest
  @MethodSource("starts")
  void itStartsAtAboutUnitScale(Context context, Activation activation) {
    assertThat(startingMeanSquare(spec(context, activation, WIDTH))).isCloseTo(1, within(0.15));
    assertThat(startingMeanSquare(spec(context, activation, WIDTH, 200))).isBetween(0.4, 1.3);
    assertThat(startingMeanSquare(spec(context, activation, WIDTH, 200, 200)))
        .isBetween(0.35, 1.75);
  }

  @Test
  void aLabelAndAVectorStartEquallyStrong() {
    try (GraphSession session = new GraphSession()) {
      new RowInputs(session.tf(), 1, spec(BOTH, Activation.RELU, WIDTH), session.variables());
      float[] weights = session.variables().initialValues(1).get("embedding/last/weights");
      double ofLabel = meanSquare(Arrays.copyOf(weights, CLASSES * WIDTH));
      double ofNumber =
          meanSquare(Arrays.copyOfRange(weights, CLASSES * WIDTH, (CLASSES + NUMBERS) * WIDTH));
      assertThat(ofLabel).isCloseTo(0.5, within(0.03));
      assertThat(NUMBERS * ofNumber).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void contextAsItIsHasNoVariables() {
    try (GraphSession session = new GraphSession()) {
      new RowInputs(session.tf(), 1, BOTH.raw(), session.variables());
      assertThat(session.variables().all()).isEmpty();
    }
  }

  private static double startingMeanSquare(Context.Embedded spec) {
    int rows = 200;
    SplittableRandom random = new SplittableRandom(3);
    int[] labels = new int[rows];
    float[][] vectors = new float[rows][NUMBERS];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(CLASSES);
      for (int j = 0; j < NUMBERS; j++) {
        vectors[i][j] = (float) random.nextGaussian();
      }
    }
    Condition condition =
        spec.vectorWidth() == 0
            ? Conditions.labels(labels, spec)
            : spec.classes() == 0
                ? Conditions.vectors(vectors, spec)
                : Conditions.both(labels, vectors, spec);
    try (GraphSession session = new GraphSession()) {
      RowInputs inputs = new RowInputs(session.tf(), 1, spec, session.variables());
      session.assign(session.variables().initialValues(5));
      return meanSquare(embedded(session, inputs, condition));
    }
  }

  private static float[] embedded(GraphSession session, RowInputs inputs, Condition condition) {
    try (Run run = new Run(session)) {
      inputs.feedCondition(run, condition);
      return Tensors.floats((TFloat32) run.fetch(inputs.context().orElseThrow()).run().get(0));
    }
  }

  private static Map<String, float[]> random(GraphSession session) {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Variables.Variable variable : session.variables().trained()) {
      values.put(variable.name(), Init.uniform(0.8).values(variable.count(), random));
    }
    return values;
  }

  private static double meanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum / values.length;
  }

  private static double[] dense(
      Map<String, float[]> weights, String layer, double[] input, DoubleUnaryOperator f) {
    float[] w = weights.get(layer + "/weights");
    float[] b = weights.get(layer + "/bias");
    double[] output = new double[b.length];
    for (int j = 0; j < b.length; j++) {
      double sum = b[j];
      for (int k = 0; k < input.length; k++) {
        sum += input[k] * w[k * b.length + j];
      }
      output[j] = f.applyAsDouble(sum);
    }
    return output;
  }

  private static DoubleUnaryOperator function(Activation activation) {
    return switch (activation) {
      case RELU -> a -> Math.max(0, a);
      case TANH -> Math::tanh;
      case ELU -> a -> a >= 0 ? a : Math.expm1(a);
      case SILU -> a -> a / (1 + Math.exp(-a));
    };
  }
}
