package io.github.flowlib.tf.internal.bijector;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.json.SpecJson;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Coupling;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.LeakyRelu;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.internal.bijector.TransformExamples.Example;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.Conditions;
import io.github.flowlib.train.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What every transform promises, over several seeds, conditional or not, with weights that are not
 * zero.
 */
class TransformContractTest {

  private static final int ROWS = 6;
  private static final ImmutableList<Context> CONTEXTS =
      ImmutableList.of(
          Context.none(),
          Context.classes(3),
          Context.vector(2),
          Context.embedded(
              Context.classesAndVector(3, 2),
              new Conditioner.Mlp(ImmutableList.of(5), Activation.TANH),
              4));

  private static final float[] FAR = {20, 50, 1000};

  /**
   * Splines need 0.0044: where they are flattest, the last bit of z is so much of x. Other
   * transforms need 0.0005; splines without limits miss by 0.9 to 5.
   */
  private static final double FAR_TOLERANCE = 0.02;

  private record Case(Example example, Context context) {}

  private static final Map<Case, BijectorHarness> HARNESSES = new HashMap<>();

  static Stream<Arguments> cases() {
    return TransformExamples.ALL.stream()
        .flatMap(
            example ->
                contexts(example)
                    .flatMap(
                        context ->
                            Stream.of(1L, 2L, 3L)
                                .map(seed -> Arguments.of(example, context, seed))));
  }

  /**
   * Every example once, with the contexts in turn: where other weights would tell nothing new, nor
   * would every context with every network, which sees numbers, whatever they stand for.
   */
  static Stream<Arguments> examples() {
    return IntStream.range(0, TransformExamples.ALL.size())
        .mapToObj(
            i -> {
              Example example = TransformExamples.ALL.get(i);
              List<Context> contexts = contexts(example).toList();
              return Arguments.of(example, contexts.get(i % contexts.size()), 1L);
            });
  }

  static Stream<Arguments> specs() {
    return cases()
        .filter(arguments -> arguments.get()[2].equals(1L))
        .map(arguments -> Arguments.of(arguments.get()[0], arguments.get()[1]));
  }

  /** A transform without a network is the same with and without context: one of each is enough. */
  private static Stream<Context> contexts(Example example) {
    return readsContext(example) ? CONTEXTS.stream() : CONTEXTS.stream().limit(2);
  }

  private static boolean readsContext(Example example) {
    return example.transform().network().isPresent();
  }

  private static Condition condition(Context context, int shift) {
    return condition(context, labels(shift), vectors(shift));
  }

  private static Condition condition(Context context, int[] labels, float[][] vectors) {
    if (context.classes() == 0) {
      return context.vectorWidth() == 0 ? new Condition.None() : new Condition.Vectors(vectors);
    }
    return context.vectorWidth() == 0
        ? new Condition.Labels(labels)
        : Conditions.both(labels, vectors, context);
  }

  private static float[][] vectors(int shift) {
    float[][] vectors = new float[ROWS][];
    Arrays.setAll(vectors, i -> new float[] {0.3f * i + shift, 1 - 0.2f * i});
    return vectors;
  }

  private static int[] labels(int shift) {
    int[] labels = new int[ROWS];
    Arrays.setAll(labels, i -> (i + shift) % 3);
    return labels;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inverseUndoesForward(Example example, Context context, long seed) {
    BijectorHarness harness = shared(example, context, seed);
    float[][] x = example.rows(ROWS, seed);
    BijectorHarness.Forward forward = harness.forward(x, condition(context, 0));
    float[][] back = harness.inverse(forward.z(), condition(context, 0));
    for (int i = 0; i < ROWS; i++) {
      // A flat transform spreads a rounding of z over more of x: the tolerance grows with 1 /
      // slope.
      double slope = Math.exp(Math.min(0, forward.logDet()[i]) / x[i].length);
      for (int j = 0; j < x[i].length; j++) {
        assertThat((double) back[i][j])
            .as("row %s, column %s", i, j)
            .isCloseTo(x[i][j], within(1e-5 * (1 + 1 / slope)));
      }
    }
  }

  static Stream<Arguments> networks() {
    return cases()
        .filter(arguments -> readsContext((Example) arguments.get()[0]))
        .filter(arguments -> !isWithoutLimits((Example) arguments.get()[0]));
  }

  static Stream<Arguments> splinesWithoutLimits() {
    return cases().filter(arguments -> isWithoutLimits((Example) arguments.get()[0]));
  }

  private static boolean isWithoutLimits(Example example) {
    return spline(example.transform()).map(spline -> spline.limits().isEmpty()).orElse(false);
  }

  private static Optional<Spline> spline(Transform transform) {
    if (transform instanceof SplineCoupling coupling) {
      return Optional.of(coupling.spline());
    }
    return transform instanceof Autoregressive autoregressive
            && autoregressive.map() instanceof Spline spline
        ? Optional.of(spline)
        : Optional.empty();
  }

  /** A network gives large numbers where it reads large ones, and rows come back all the same. */
  @ParameterizedTest
  @MethodSource("networks")
  void rowsComeBackFromFarAway(Example example, Context context, long seed) {
    for (float distance : FAR) {
      assertThat(errorFarAway(example, context, seed, distance))
          .as("distance %s", distance)
          .isLessThan(FAR_TOLERANCE);
    }
  }

  /** As models do that were saved before; so the check above is able to fail. */
  @ParameterizedTest
  @MethodSource("splinesWithoutLimits")
  void withoutLimitsRowsDoNotComeBackFromFarAway(Example example, Context context, long seed) {
    double worst = 0;
    for (float distance : FAR) {
      worst = Math.max(worst, errorFarAway(example, context, seed, distance));
    }
    assertThat(worst).isGreaterThan(20 * FAR_TOLERANCE);
  }

  /** The largest error of a value of about unit scale, or of a part of a larger one. */
  private static double errorFarAway(Example example, Context context, long seed, float distance) {
    int count = 100;
    SplittableRandom random = new SplittableRandom(seed);
    float[][] x = example.rows(count, seed);
    float[][] vectors = new float[count][2];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < x[i].length; j++) {
        if (isRead(example, j)) {
          x[i][j] = Math.copySign(distance, x[i][j]);
        }
      }
      vectors[i][0] = (float) (distance * random.nextGaussian());
      vectors[i][1] = (float) (distance * random.nextGaussian());
      labels[i] = random.nextInt(3);
    }
    BijectorHarness harness = shared(example, context, seed);
    Condition condition = condition(context, labels, vectors);
    BijectorHarness.Forward forward = harness.forward(x, condition);
    assertThat(forward.logDet()).doesNotContain(Double.NaN, POSITIVE_INFINITY, NEGATIVE_INFINITY);
    float[][] back = harness.inverse(forward.z(), condition);
    double worst = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < x[i].length; j++) {
        double error = Math.abs((double) back[i][j] - x[i][j]) / Math.max(1, Math.abs(x[i][j]));
        worst = Math.max(worst, error);
      }
    }
    return worst;
  }

  /** What is far away: part A, or of an autoregressive transform the first half in its order. */
  private static boolean isRead(Example example, int column) {
    if (example.transform() instanceof Coupling coupling) {
      return coupling.mask().keeps(example.shape(), column);
    }
    int d = example.shape().dimension();
    boolean reversed = ((Autoregressive) example.transform()).reversed();
    return (reversed ? d - 1 - column : column) < d / 2;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logDetIsThatOfTheAutodiffJacobian(Example example, Context context, long seed) {
    checkLogDet(shared(example, context, seed), example, context, seed);
  }

  private static void checkLogDet(
      BijectorHarness harness, Example example, Context context, long seed) {
    float[][] x = example.rows(ROWS, seed);
    double[] logDet = harness.forward(x, condition(context, 0)).logDet();
    for (int i = 0; i < ROWS; i++) {
      Condition one = condition(context, 0).slice(i, i + 1);
      assertThat(logDet[i])
          .as("row %s", i)
          .isCloseTo(harness.autodiffLogDet(x[i], one), within(1e-4));
    }
  }

  /** Invertibility alone stays green on a wrong log-determinant; the check above must not. */
  @ParameterizedTest
  @MethodSource("examples")
  void aWrongLogDetIsFound(Example example, Context context, long seed) {
    try (BijectorHarness wrong = harness(example, context, seed, WrongLogDet::new)) {
      assertThatThrownBy(() -> checkLogDet(wrong, example, context, seed))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("row 0");
    }
  }

  private record WrongLogDet(Bijector right) implements Bijector {
    @Override
    public Mapped forward(Pass pass, Operand<TFloat32> x) {
      Mapped mapped = right.forward(pass, x);
      return new Mapped(
          mapped.value(), mapped.logDet().plus(LogDet.ofEveryRow(pass.tf().constant(1e-3))));
    }

    @Override
    public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
      return right.inverse(pass, z);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theMaskedPartIsExactlyUnchanged(Example example, Context context, long seed) {
    BijectorHarness harness = shared(example, context, seed);
    float[][] x = example.rows(ROWS, seed);
    float[][] z = harness.forward(x, condition(context, 0)).z();
    float[][] back = harness.inverse(z, condition(context, 0));
    for (int i = 0; i < ROWS; i++) {
      if (!(example.transform() instanceof Coupling)
          && !(example.transform() instanceof LeakyRelu)) {
        assertThat(z[i]).as("row %s", i).isNotEqualTo(x[i]);
        continue;
      }
      for (int j = 0; j < x[i].length; j++) {
        boolean kept = keeps(example, j, x[i][j]);
        assertThat(z[i][j] == x[i][j]).as("row %s, column %s", i, j).isEqualTo(kept);
        if (kept) {
          assertThat(back[i][j]).isEqualTo(x[i][j]);
        }
      }
    }
  }

  private static boolean keeps(Example example, int column, float value) {
    if (example.transform() instanceof Coupling coupling) {
      return coupling.mask().keeps(example.shape(), column);
    }
    return example.transform() instanceof LeakyRelu && value >= 0;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void contextChangesWhatANetworkReads(Example example, Context context, long seed) {
    BijectorHarness harness = shared(example, context, seed);
    float[][] x = example.rows(ROWS, seed);
    float[][] z = harness.forward(x, condition(context, 0)).z();
    float[][] other = harness.forward(x, condition(context, 1)).z();
    boolean reads = readsContext(example) && !(context instanceof Context.None);
    for (int i = 0; i < ROWS; i++) {
      assertThat(Arrays.equals(z[i], other[i])).as("row %s", i).isEqualTo(!reads);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void jsonGivesTheSameSpec(Example example, Context context) throws Exception {
    FlowSpec spec = spec(example, context);
    assertThat(SpecJson.read(SpecJson.write(spec))).isEqualTo(spec);
  }

  private static FlowSpec spec(Example example, Context context) {
    return new FlowSpec(
        example.shape(),
        context,
        example.dequantization(),
        ImmutableList.of(example.transform()),
        Base.normal());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void filesGiveEqualSpecsAndBits(
      Example example, Context context, long seed, @TempDir Path directory) throws Exception {
    FlowSpec spec = spec(example, context);
    float[][] rows = example.rows(ROWS, seed);
    if (example.data() == TransformExamples.Data.LEVELS) {
      for (float[] row : rows) {
        for (int j = 0; j < row.length; j++) {
          row[j] = (float) Math.floor(row[j]);
        }
      }
    }
    Dataset data = Dataset.of(rows);
    if (context.classes() > 0) {
      data = data.withLabels(labels(0));
    }
    if (context.vectorWidth() > 0) {
      data = data.withContext(vectors(0));
    }
    try (FlowModel model = Models.create(spec, seed)) {
      model.fit(data, Training.builder().epochs(3).learningRate(0.05).seed(seed).build());
      model.save(directory.resolve("model"));
      try (FlowModel loaded = Models.loadFlow(directory.resolve("model"))) {
        assertThat(loaded.spec()).isEqualTo(spec);
        assertThat(loaded.logProb(data)).containsExactly(model.logProb(data));
        Distribution original = given(model, context);
        Distribution copy = given(loaded, context);
        assertThat(copy.sample(ROWS, seed)).isDeepEqualTo(original.sample(ROWS, seed));
        assertThat(copy.toNoise(rows)).isDeepEqualTo(original.toNoise(rows));
      }
    }
  }

  private static Distribution given(FlowModel model, Context context) {
    if (context.classes() == 0) {
      return context.vectorWidth() == 0 ? model.distribution() : model.given(vectors(0));
    }
    return context.vectorWidth() == 0 ? model.given(labels(0)) : model.given(labels(0), vectors(0));
  }

  @Test
  void everyTransformHasAnExample() {
    Set<Class<?>> permitted = Set.of(Transform.class.getPermittedSubclasses());
    assertThat(
            TransformExamples.ALL.stream()
                .map(example -> example.transform().getClass())
                .collect(Collectors.toSet()))
        .as("lines in TransformExamples")
        .isEqualTo(permitted);
  }

  /** A spec says without TensorFlow whether its layer sees data before training. */
  @Test
  void specsTellWhichLayersAreFitted() {
    for (Example example : TransformExamples.ALL) {
      try (GraphSession session = new GraphSession()) {
        Bijector bijector =
            Bijectors.compile(
                example.transform(),
                example.shape(),
                Context.none(),
                session.variables().scope("layer"));
        assertThat(example.transform().fittedFromData())
            .as(example.transform().toString())
            .isEqualTo(bijector instanceof Bijector.Fitted);
      }
    }
  }

  /** One graph for all tests and seeds of a case; the weights are those of a graph of its own. */
  private static BijectorHarness shared(Example example, Context context, long seed) {
    BijectorHarness harness =
        HARNESSES.computeIfAbsent(
            new Case(example, context),
            each -> harness(example, context, seed, UnaryOperator.identity()));
    harness.draw(seed);
    return harness;
  }

  @AfterAll
  static void close() {
    HARNESSES.values().forEach(BijectorHarness::close);
    HARNESSES.clear();
  }

  private static BijectorHarness harness(
      Example example, Context context, long seed, UnaryOperator<Bijector> wrap) {
    return new BijectorHarness(example.transform(), example.shape(), context, seed, wrap);
  }
}
