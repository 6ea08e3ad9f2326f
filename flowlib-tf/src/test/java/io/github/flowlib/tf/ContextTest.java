package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Floats;
import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.ModelBuilder;
import io.github.flowlib.Models;
import io.github.flowlib.NICE;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.store.Npz;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Every preset on a label and a vector at once, with and without an embedding of both. */
class ContextTest {

  private static final int CLASSES = 3;
  private static final double DEVIATION = 0.3;
  private static final Dataset TEST = data(400, 2);
  private static final int[] SOME_LABELS = {2, 0, 1, 2};
  private static final float[][] SOME_VECTORS = {{0.5f, -1}, {0, 0.2f}, {1, 1}, {-1.5f, 0.3f}};
  private static final float[][] SOME_ROWS = {{1, 2}, {-1, 0}, {0.1f, 0.7f}, {0, -1}};
  private static final Map<Case, Model<?>> TRAINED = new LinkedHashMap<>();

  enum Preset {
    REAL_NVP(c -> with(RealNVP.builder().dimension(2).couplings(4).hidden(24), c).build()),
    OF_NICE(c -> with(NICE.builder().dimension(2).couplings(4).hidden(24), c).build()),
    NEURAL_SPLINE_FLOW(
        c ->
            with(NeuralSplineFlow.builder().dimension(2).couplings(3).bins(4).hidden(24), c)
                .build()),
    OF_MAF(c -> with(MAF.builder().dimension(2).layers(2).hidden(24), c).build()),
    OF_IAF(c -> with(IAF.builder().dimension(2).layers(2).hidden(24), c).build()),
    OF_VAE(
        c ->
            with(VAE.builder().dimension(2).latent(1).hidden(48).activation(Activation.RELU), c)
                .build());

    private final Function<Consumer<ModelBuilder<?>>, ModelSpec> build;

    Preset(Function<Consumer<ModelBuilder<?>>, ModelSpec> build) {
      this.build = build;
    }

    private static <B extends ModelBuilder<B>> B with(
        B builder, Consumer<ModelBuilder<?>> context) {
      context.accept(builder);
      return builder;
    }

    Model<?> create(Consumer<ModelBuilder<?>> context) {
      return Models.create(build.apply(context), 3);
    }
  }

  record Case(Preset preset, boolean embedded) {

    Model<?> create() {
      return preset.create(
          builder -> {
            builder.conditional(CLASSES).context(2);
            if (embedded) {
              builder.embedding(12, 4);
            }
          });
    }
  }

  static Stream<Case> cases() {
    return Arrays.stream(Preset.values())
        .flatMap(preset -> Stream.of(new Case(preset, false), new Case(preset, true)));
  }

  static Stream<Arguments> flows() {
    return cases().filter(each -> each.preset() != Preset.OF_VAE).map(Arguments::of);
  }

  /**
   * x₀ = 1.5 (y − 1) + c₀ + 0.3 ε, x₁ = ± c₁ + 0.3 ε with plus for y = 2, and c standard normal.
   */
  private static Dataset data(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] values = new float[rows][];
    float[][] context = new float[rows][];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      int y = labels[i] = random.nextInt(CLASSES);
      float[] c = {(float) random.nextGaussian(), (float) random.nextGaussian()};
      context[i] = c;
      values[i] =
          new float[] {
            (float) (1.5 * (y - 1) + c[0] + DEVIATION * random.nextGaussian()),
            (float) ((y == 2 ? c[1] : -c[1]) + DEVIATION * random.nextGaussian())
          };
    }
    return Dataset.of(values).withLabels(labels).withContext(context);
  }

  private static float[][] vectors(Dataset data) {
    float[][] vectors = new float[data.rows()][];
    Arrays.setAll(vectors, data::context);
    return vectors;
  }

  @BeforeAll
  static void train() {
    Dataset data = data(2000, 1);
    cases()
        .forEach(
            each -> {
              Model<?> model = each.create();
              TRAINED.put(each, model);
              // The deviation of a normal likelihood is learned slowly.
              Training.Builder training =
                  each.preset() == Preset.OF_VAE
                      ? Fixtures.quick(30).learningRate(2e-2)
                      : Fixtures.quick(12).learningRate(1e-2);
              model.fit(data, training.build());
            });
  }

  @AfterAll
  static void close() {
    TRAINED.values().forEach(Model<?>::close);
  }

  private static double[] logProb(Model<?> model, Dataset data) {
    return model instanceof VaeModel vae
        ? vae.logProb(data, 50)
        : ((FlowModel) model).logProb(data);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /**
   * Given both, x is normal: −E log p = 2 (½ log 2πe + log 0.3) = 0.43 nats. A model that did not
   * hear the vector could not go below 2 (½ log 2πe + ½ log 1.09) = 2.92, one that did not hear the
   * label not below about 0.43 + log 3 = 1.53, because the classes hardly overlap.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void trainingWithBothLearnsBoth(Case each) {
    double entropy = 2 * (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(DEVIATION));
    assertThat(-mean(logProb(TRAINED.get(each), TEST))).isBetween(entropy - 0.1, entropy + 0.4);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anotherLabelOrVectorChangesTheResult(Case each) {
    Model<?> model = TRAINED.get(each);
    double own = mean(logProb(model, TEST));
    int[] otherLabels = Arrays.stream(TEST.labels()).map(y -> (y + 1) % CLASSES).toArray();
    float[][] otherVectors = vectors(TEST);
    for (float[] c : otherVectors) {
      c[0]++;
    }
    assertThat(mean(logProb(model, TEST.withLabels(otherLabels)))).isLessThan(own - 2);
    assertThat(mean(logProb(model, TEST.withContext(otherVectors)))).isLessThan(own - 2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplesFollowBoth(Case each) {
    float[] c = {0.5f, -1};
    float[][] samples =
        TRAINED.get(each) instanceof VaeModel vae
            ? vae.given(2, c).sample(500, 4)
            : ((FlowModel) TRAINED.get(each)).given(2, c).sample(500, 4);
    assertThat(Arrays.stream(samples).mapToDouble(x -> x[0]).average().orElseThrow())
        .isCloseTo(2.0, within(0.2)); // 1.5 + 0.5
    assertThat(Arrays.stream(samples).mapToDouble(x -> x[1]).average().orElseThrow())
        .isCloseTo(-1.0, within(0.2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneForAllRowsIsTheSameAsOneForEach(Case each) {
    int[] labels = {1, 1, 1, 1};
    float[][] vectors = {SOME_VECTORS[0], SOME_VECTORS[0], SOME_VECTORS[0], SOME_VECTORS[0]};
    if (TRAINED.get(each) instanceof VaeModel vae) {
      assertThat(vae.given(1, SOME_VECTORS[0]).logProb(SOME_ROWS, 5))
          .containsExactly(vae.given(labels, vectors).logProb(SOME_ROWS, 5));
      assertThat(vae.given(1, SOME_VECTORS[0]).sample(4, 1))
          .isDeepEqualTo(vae.given(labels, vectors).sample(4, 1));
      assertThat(vae.given(1, SOME_VECTORS).logProb(SOME_ROWS, 5))
          .containsExactly(vae.given(labels, SOME_VECTORS).logProb(SOME_ROWS, 5));
      assertThat(vae.given(SOME_LABELS, SOME_VECTORS[0]).logProb(SOME_ROWS, 5))
          .containsExactly(vae.given(SOME_LABELS, vectors).logProb(SOME_ROWS, 5));
    } else {
      FlowModel flow = (FlowModel) TRAINED.get(each);
      assertThat(flow.given(1, SOME_VECTORS[0]).logProb(SOME_ROWS))
          .containsExactly(flow.given(labels, vectors).logProb(SOME_ROWS));
      assertThat(flow.given(1, SOME_VECTORS[0]).sample(4, 1))
          .isDeepEqualTo(flow.given(labels, vectors).sample(4, 1));
      assertThat(flow.given(1, SOME_VECTORS).logProb(SOME_ROWS))
          .containsExactly(flow.given(labels, SOME_VECTORS).logProb(SOME_ROWS));
      assertThat(flow.given(SOME_LABELS, SOME_VECTORS[0]).logProb(SOME_ROWS))
          .containsExactly(flow.given(SOME_LABELS, vectors).logProb(SOME_ROWS));
      float[][] noise = flow.given(SOME_LABELS, SOME_VECTORS).toNoise(SOME_ROWS);
      float[][] back = flow.given(SOME_LABELS, SOME_VECTORS).toData(noise);
      for (int i = 0; i < back.length; i++) {
        assertThat(back[i]).containsExactly(SOME_ROWS[i], within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneVectorForAnyNumberOfRows(Preset preset) {
    float[][] same = {SOME_VECTORS[0], SOME_VECTORS[0], SOME_VECTORS[0], SOME_VECTORS[0]};
    float[][] other = {SOME_VECTORS[1], SOME_VECTORS[1], SOME_VECTORS[1], SOME_VECTORS[1]};
    try (Model<?> model = preset.create(builder -> builder.context(2))) {
      model.fit(data(200, 1), Fixtures.quick(2).build());
      double[] one;
      if (model instanceof VaeModel vae) {
        one = vae.given(SOME_VECTORS[0]).logProb(SOME_ROWS, 5);
        assertThat(one).containsExactly(vae.given(same).logProb(SOME_ROWS, 5));
        assertThat(one).isNotEqualTo(vae.given(other).logProb(SOME_ROWS, 5));
      } else {
        FlowModel flow = (FlowModel) model;
        one = flow.given(SOME_VECTORS[0]).logProb(SOME_ROWS);
        assertThat(one).containsExactly(flow.given(same).logProb(SOME_ROWS));
        assertThat(one).isNotEqualTo(flow.given(other).logProb(SOME_ROWS));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("flows")
  void classesAreFoundGivenTheVectors(Case each) {
    FlowModel flow = (FlowModel) TRAINED.get(each);
    float[][] rows = TEST.toArray();
    float[][] vectors = vectors(TEST);
    int[] found = flow.classify(rows, vectors);
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      right += found[i] == TEST.label(i) ? 1 : 0;
    }
    assertThat(right / (double) found.length).isGreaterThan(0.95);
    double[] marginal = flow.marginalLogProb(rows, vectors);
    double[][] byClass = new double[CLASSES][];
    for (int y = 0; y < CLASSES; y++) {
      int[] labels = new int[rows.length];
      Arrays.fill(labels, y);
      byClass[y] = flow.given(labels, vectors).logProb(rows);
    }
    for (int i = 0; i < rows.length; i++) {
      double mean = 0;
      for (double[] ofClass : byClass) {
        mean += Math.exp(ofClass[i]) / CLASSES;
      }
      if (mean > 1e-200) {
        assertThat(marginal[i]).isCloseTo(Math.log(mean), within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSavedModelGivesTheSameBitsAndItsSignaturesTakeBoth(Case each, @TempDir Path directory)
      throws IOException {
    Model<?> model = TRAINED.get(each);
    model.save(directory.resolve("model"));
    try (Model<?> loaded = Models.load(directory.resolve("model"))) {
      assertThat(loaded.spec()).isEqualTo(model.spec());
      assertThat(loaded.parameterCount()).isEqualTo(model.parameterCount());
      assertThat(logProb(loaded, TEST)).containsExactly(logProb(model, TEST));
    }
    Path weights = directory.resolve("weights.npz");
    model.exportWeights(weights);
    assertThat(Npz.read(weights).keySet().stream().anyMatch(name -> name.startsWith("embedding/")))
        .isEqualTo(each.embedded());
    try (Model<?> other = each.create()) {
      Path start = directory.resolve("start.npz");
      other.exportWeights(start);
      for (String name : Npz.read(start).keySet()) {
        if (name.startsWith("embedding/")) {
          assertThat(Npz.read(weights).get(name).values())
              .as("%s is trained", name)
              .isNotEqualTo(Npz.read(start).get(name).values());
        }
      }
      other.importWeights(weights);
      assertThat(logProb(other, TEST)).containsExactly(logProb(model, TEST));
    }
    try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("model"))) {
      assertThat(bundle.signatures())
          .isNotEmpty()
          .allSatisfy(signature -> assertThat(signature.inputNames()).contains("label", "context"));
      checkAnswers(bundle, model);
    }
  }

  private static void checkAnswers(SavedModelBundle bundle, Model<?> model) {
    boolean flow = model instanceof FlowModel;
    try (Tensor x = matrix(SOME_ROWS);
        Tensor label = Tensors.of(SOME_LABELS);
        Tensor context = matrix(SOME_VECTORS);
        Result result =
            bundle
                .function(flow ? "log_prob" : "encode")
                .call(Map.of("x", x, "label", label, "context", context))) {
      if (model instanceof FlowModel conditional) {
        assertThat(Tensors.doubles((TFloat64) result.get("log_prob").orElseThrow()))
            .containsExactly(conditional.given(SOME_LABELS, SOME_VECTORS).logProb(SOME_ROWS));
      } else {
        assertThat(Tensors.floats((TFloat32) result.get("mean").orElseThrow()))
            .containsExactly(
                flat(((VaeModel) model).given(SOME_LABELS, SOME_VECTORS).encode(SOME_ROWS).mean()));
      }
    }
  }

  private static Tensor matrix(float[][] rows) {
    return Tensors.of(flat(rows), Shape.of(rows.length, rows[0].length));
  }

  private static float[] flat(float[][] rows) {
    return Floats.concat(rows);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void halfOfAContextIsRefused(Case each) {
    Model<?> model = TRAINED.get(each);
    String missing =
        "this model is conditional on 3 classes and vectors of 2 numbers; give both: given(label,"
            + " vector), or the vectors of the rows as second argument";
    refused(() -> given(model, 1), missing);
    refused(() -> given(model, new int[] {1}), missing);
    refused(() -> given(model, new float[] {1, 2}), missing);
    refused(() -> given(model, new float[][] {{1, 2}}), missing);
    if (model instanceof FlowModel flow) {
      refused(() -> flow.classify(SOME_ROWS), missing);
      refused(() -> flow.marginalLogProb(SOME_ROWS), missing);
      refused(() -> flow.sampleEach(1, 2), missing);
      refused(
          () -> flow.distribution().sample(1),
          "this model is conditional on 3 classes and vectors of 2 numbers; call given(...) first, or"
              + " use a data set with labels and context");
    }
    Training training = Fixtures.quick(1).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.fit(Dataset.of(SOME_ROWS).withContext(SOME_VECTORS), training))
        .withMessage(
            "this model is conditional on 3 classes and vectors of 2 numbers, but the data set has no"
                + " labels; add withLabels(...)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.fit(Dataset.of(SOME_ROWS).withLabels(SOME_LABELS), training))
        .withMessage(
            "this model is conditional on 3 classes and vectors of 2 numbers, but the data set's"
                + " context has 0; add withContext(...)");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothAreChecked(Case each) {
    Model<?> model = TRAINED.get(each);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given(model, 3, new float[] {1, 2}))
        .withMessage("label must be 0 to 2, but was 3; the model is conditional on 3 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given(model, 1, new float[] {1}))
        .withMessage(
            "context must be 2 numbers wide, but row 0 has 1; the model was built with context(2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given(model, new int[] {1, -1}, new float[][] {{1, 2}, {1, 2}}))
        .withMessage(
            "label must be 0 to 2, but was -1 in row 1; the model is conditional on 3 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given(model, new int[] {1, 1}, new float[][] {{1, 2}, {1, Float.NaN}}))
        .withMessage("context must be finite, but row 1, column 1 is NaN; remove or impute it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given(model, new int[] {1, 1}, new float[][] {{1, 2}}))
        .withMessage("there must be 1 context vector per label (2), but there were 1");
    if (model instanceof FlowModel flow) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.classify(SOME_ROWS, new float[][] {{1, 2}}))
          .withMessage("there must be 1 context vector per row (4), but there were 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.given(SOME_LABELS, SOME_VECTORS).sample(3))
          .withMessageStartingWith("given(...) named 4 labels or contexts");
      assertThat(flow.classify(new float[0][], new float[0][])).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aModelOfOneRefusesTheOther(Preset preset) {
    try (Model<?> classes = preset.create(builder -> builder.conditional(3).embedding(4));
        Model<?> vectors = preset.create(builder -> builder.context(2));
        Model<?> plain = preset.create(builder -> {})) {
      refused(
          () -> given(classes, 1, new float[] {1, 2}),
          "this model is conditional on 3 classes, not on vectors; call given(label)");
      refused(
          () -> given(classes, new float[] {1, 2}),
          "this model is conditional on 3 classes, not on vectors; call given(label)");
      refused(
          () -> given(vectors, new int[] {1}, new float[][] {{1, 2}}),
          "this model is conditional on vectors of 2 numbers, not on classes; call given(float[][])");
      refused(
          () -> given(plain, 1, new float[] {1, 2}),
          "this model is not conditional: ask distribution(), or build it with conditional(classes) and"
              + " context(width)");
      refused(
          () -> given(plain, new float[] {1, 2}),
          "this model is not conditional: ask distribution(), or build it with context(width)");
      if (classes instanceof FlowModel flow) {
        refused(
            () -> flow.classify(SOME_ROWS, SOME_VECTORS),
            "this model is conditional on 3 classes, not on vectors; call given(label)");
      }
    }
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalStateException().isThrownBy(call).withMessage(message);
  }

  private static Object given(Model<?> model, int label) {
    return model instanceof VaeModel vae ? vae.given(label) : ((FlowModel) model).given(label);
  }

  private static Object given(Model<?> model, int[] labels) {
    return model instanceof VaeModel vae ? vae.given(labels) : ((FlowModel) model).given(labels);
  }

  private static Object given(Model<?> model, float[] vector) {
    return model instanceof VaeModel vae ? vae.given(vector) : ((FlowModel) model).given(vector);
  }

  private static Object given(Model<?> model, float[][] vectors) {
    return model instanceof VaeModel vae ? vae.given(vectors) : ((FlowModel) model).given(vectors);
  }

  private static Object given(Model<?> model, int label, float[] vector) {
    return model instanceof VaeModel vae
        ? vae.given(label, vector)
        : ((FlowModel) model).given(label, vector);
  }

  private static Object given(Model<?> model, int[] labels, float[][] vectors) {
    return model instanceof VaeModel vae
        ? vae.given(labels, vectors)
        : ((FlowModel) model).given(labels, vectors);
  }
}
