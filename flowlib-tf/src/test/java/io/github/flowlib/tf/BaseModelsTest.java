package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.json.SpecJson;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Samples;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.distribution.BaseReferenceTest;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.store.Npz;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Bases in models: they are trained, drawn from, saved and read with the rest. */
class BaseModelsTest {

  private static final double DEVIATION = 0.5;

  /** Two round clusters around (−3, −3) and (3, 3), labelled 0 and 1. */
  private static Dataset clusters(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] points = new float[rows][2];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < 2; j++) {
        points[i][j] = (float) ((labels[i] == 0 ? -3 : 3) + DEVIATION * random.nextGaussian());
      }
    }
    return Dataset.of(points).withLabels(labels);
  }

  private static FlowSpec alone(Base base, Context context) {
    return new FlowSpec(
        EventShape.vector(2), context, Dequantization.none(), ImmutableList.of(), base);
  }

  private static double trained(FlowModel model) {
    model.fit(clusters(1000, 1), training());
    return model.evaluate(clusters(1000, 2)).logLikelihood();
  }

  private static Training training() {
    return Fixtures.quick(40).learningRate(0.05).build();
  }

  /** −E log p of one cluster. */
  private static double entropyOfOne() {
    return Math.log(2 * Math.PI * Math.E * DEVIATION * DEVIATION);
  }

  @Test
  void aMixtureFindsTheClusters() {
    double variance = 9 + DEVIATION * DEVIATION;
    try (FlowModel normal = Models.create(alone(Base.diagonalNormal(), Context.none()), 3);
        FlowModel mixture = Models.create(alone(Base.mixtureOfNormals(2), Context.none()), 3)) {
      assertThat(trained(normal))
          .isCloseTo(-Math.log(2 * Math.PI * Math.E * variance), within(0.1));
      assertThat(trained(mixture)).isCloseTo(-entropyOfOne() - Math.log(2), within(0.1));
      long first =
          Arrays.stream(mixture.distribution().sample(2000, 5)).filter(row -> row[0] < 0).count();
      assertThat(first).isBetween(900L, 1100L);
      assertThat(List.of(mixture.distribution().sample(50, 5, 0)))
          .allSatisfy(row -> assertThat(Math.abs(row[0])).isCloseTo(3f, within(0.1f)))
          .allSatisfy(row -> assertThat(row[1]).isCloseTo(row[0], within(0.2f)));
    }
  }

  /**
   * At temperature 0 a sample is the mean of its component. Of two, half of all steps change it.
   */
  @Test
  void componentsOfAMixtureComeInRandomOrder() {
    Base mixture = Base.mixtureOfNormals(2).withSpread(50);
    try (FlowModel flow = Models.create(alone(mixture, Context.none()), 3)) {
      float[][] rows = flow.distribution().sample(2000, 5, 0);
      long changes =
          IntStream.range(1, rows.length).filter(i -> rows[i][0] != rows[i - 1][0]).count();
      assertThat(changes).isBetween(880L, 1120L); // five deviations
    }
  }

  /** Rows are drawn and scored in parts of at most 1000. */
  @Test
  void everyRowIsOfItsOwnLabelInAnyPart() {
    try (FlowModel flow = Models.create(alone(Base.conditionalNormal(), Context.classes(2)), 3)) {
      trained(flow);
      int[] labels = new SplittableRandom(4).ints(2500, 0, 2).toArray();
      Samples samples = flow.given(labels).sampleAndLogProb(2500, 5, 1);
      float[][] rows = samples.rows();
      double[][] byClass = {flow.given(0).logProb(rows), flow.given(1).logProb(rows)};
      for (int i = 0; i < rows.length; i++) {
        assertThat(rows[i][0] > 0).as("row %s", i).isEqualTo(labels[i] == 1);
        assertThat(samples.logProb()[i]).isCloseTo(byClass[labels[i]][i], within(1e-5));
      }
    }
  }

  @Test
  void aConditionalNormalHasTheMeanOfEveryClass() {
    try (FlowModel flow = Models.create(alone(Base.conditionalNormal(), Context.classes(2)), 3)) {
      assertThat(trained(flow)).isCloseTo(-entropyOfOne(), within(0.1));
      assertThat(flow.given(0).sample(1, 5, 0)[0])
          .containsExactly(new float[] {-3, -3}, within(0.1f));
      assertThat(flow.given(1).sample(1, 5, 0)[0])
          .containsExactly(new float[] {3, 3}, within(0.1f));
      Dataset test = clusters(100, 2);
      assertThat(flow.classify(test.toArray())).containsExactly(test.labels());
    }
  }

  @Test
  void aNormalThatIsLinearInItsContextFollowsIt() {
    Dataset clusters = clusters(1000, 1);
    float[][] context = new float[clusters.rows()][];
    Arrays.setAll(context, i -> new float[] {2 * clusters.label(i) - 1});
    Dataset data = Dataset.of(clusters.toArray()).withContext(context);
    try (FlowModel flow = Models.create(alone(Base.conditionalNormal(), Context.vector(1)), 3)) {
      flow.fit(data, training());
      assertThat(flow.evaluate(data).logLikelihood()).isCloseTo(-entropyOfOne(), within(0.1));
      assertThat(flow.given(new float[][] {{0.5f}}).sample(1, 5, 0)[0])
          .containsExactly(new float[] {1.5f, 1.5f}, within(0.1f));
    }
  }

  @Test
  void aStudentTStandsOutliersBetterThanANormal() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[400][2];
    for (float[] row : rows) {
      for (int j = 0; j < 2; j++) {
        row[j] = (float) Math.tan(Math.PI * (random.nextDouble() - 0.5));
      }
    }
    try (FlowModel normal = Models.create(alone(Base.normal(), Context.none()));
        FlowModel student = Models.create(alone(Base.studentT(1), Context.none()))) {
      // The entropy of a Cauchy distribution is log 4π.
      assertThat(student.evaluate(Dataset.of(rows)).logLikelihood())
          .isCloseTo(-2 * Math.log(4 * Math.PI), within(0.3));
      assertThat(normal.evaluate(Dataset.of(rows)).logLikelihood()).isLessThan(-50);
    }
  }

  private static FlowSpec flow(Base base) {
    return RealNVP.builder().dimension(2).couplings(1).hidden(8).conditional(2).base(base).build();
  }

  static Stream<Base> bases() {
    return BaseReferenceTest.BASES.stream();
  }

  @ParameterizedTest
  @MethodSource("bases")
  void trainsAndComesBackWithTheSameBits(Base base, @TempDir Path directory) throws IOException {
    Dataset data = clusters(200, 1);
    try (FlowModel model = Models.create(flow(base), 3)) {
      double before = model.evaluate(data).logLikelihood();
      model.fit(data, Fixtures.quick(5).learningRate(0.01).build());
      assertThat(model.evaluate(data).logLikelihood()).isGreaterThan(before);
      Samples samples = model.given(1).sampleAndLogProb(20, 9, 0.8);
      assertThat(samples.logProb()).containsExactly(model.given(1).logProb(samples.rows()));
      float[][] rows = data.head(20).toArray();
      float[][] back = model.given(1).toData(model.given(1).toNoise(rows));
      for (int i = 0; i < rows.length; i++) {
        assertThat(back[i]).containsExactly(rows[i], within(1e-4f));
      }

      model.save(directory.resolve("model"));
      try (FlowModel loaded = Models.loadFlow(directory.resolve("model"))) {
        assertThat(loaded.spec()).isEqualTo(model.spec());
        assertSameBits(loaded, model, data);
      }
      model.exportWeights(directory.resolve("weights.npz"));
      try (FlowModel other = Models.create(flow(base), 4)) {
        other.importWeights(directory.resolve("weights.npz"));
        assertSameBits(other, model, data);
      }
    }
  }

  private static void assertSameBits(FlowModel one, FlowModel other, Dataset data) {
    assertThat(one.logProb(data)).containsExactly(other.logProb(data));
    assertThat(one.given(1).sample(5, 1)).isDeepEqualTo(other.given(1).sample(5, 1));
  }

  @Test
  void namesOfWeightsTellTheBase(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("weights.npz");
    try (FlowModel plain = Models.create(flow(Base.normal()));
        FlowModel mixture = Models.create(flow(Base.conditionalMixture(3)))) {
      assertThat(mixture.parameterCount()).isEqualTo(plain.parameterCount() + 2 * (3 + 6 + 6));
      mixture.exportWeights(file);
      Map<String, Npz.Array> weights = Npz.read(file);
      assertThat(weights.get("base/logits").shape()).containsExactly(6);
      assertThat(weights.get("base/means").shape()).containsExactly(12);
      assertThat(weights.get("base/log_deviations").shape()).containsExactly(12);
    }
    try (FlowModel normal = Models.create(alone(Base.conditionalNormal(), Context.vector(3)))) {
      assertThat(normal.parameterCount()).isEqualTo(2 * (3 * 2 + 2));
      normal.exportWeights(file);
      assertThat(Npz.read(file).keySet())
          .containsExactlyInAnyOrder(
              "base/mean/weights",
              "base/mean/bias",
              "base/log_deviation/weights",
              "base/log_deviation/bias",
              "context/mean",
              "context/deviation");
    }
  }

  @Test
  void theContextReachesTheBaseInSavedSignatures(@TempDir Path directory) throws IOException {
    Dataset data = clusters(40, 1);
    try (FlowModel model = Models.create(flow(Base.conditionalMixture(2)), 3)) {
      model.fit(data, Fixtures.quick(3).learningRate(0.05).build());
      model.save(directory.resolve("model"));
      float[] flat = new float[80];
      for (int i = 0; i < 40; i++) {
        System.arraycopy(data.toArray()[i], 0, flat, 2 * i, 2);
      }
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("model"));
          TFloat32 x = Tensors.of(flat, Shape.of(40, 2));
          TInt32 label = Tensors.of(data.labels());
          TInt32 count = TInt32.scalarOf(40);
          TInt64 seed = Tensors.int64(5);
          TFloat32 temperature = Tensors.scalar(0.75);
          Result density = bundle.function("log_prob").call(Map.of("x", x, "label", label));
          Result sample =
              bundle
                  .function("sample")
                  .call(
                      Map.of(
                          "count",
                          count,
                          "seed",
                          seed,
                          "temperature",
                          temperature,
                          "label",
                          label))) {
        assertThat(Tensors.doubles((TFloat64) density.get(0))).containsExactly(model.logProb(data));
        float[][] expected = model.given(data.labels()).sample(40, 5, 0.75);
        float[] found = Tensors.floats((TFloat32) sample.get(0));
        for (int i = 0; i < 40; i++) {
          assertThat(Arrays.copyOfRange(found, 2 * i, 2 * i + 2)).containsExactly(expected[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bases")
  void jsonGivesTheSameBase(Base base) throws JsonProcessingException {
    assertThat(SpecJson.read(SpecJson.write(flow(base)))).isEqualTo(flow(base));
    assertThat(SpecMapper.MAPPER.readValue(SpecMapper.MAPPER.writeValueAsString(base), Base.class))
        .isEqualTo(base);
  }
}
