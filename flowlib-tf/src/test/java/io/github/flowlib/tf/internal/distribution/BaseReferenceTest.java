package io.github.flowlib.tf.internal.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bases against their formulas in double: densities, gradients, integrals and draws. */
public class BaseReferenceTest {

  private static final int ROWS = 6;
  private static final Context CLASSES = Context.classes(3);
  private static final Context VECTOR = Context.vector(2).raw();
  private static final Context NONE = Context.none();

  public static final ImmutableList<Base> BASES =
      ImmutableList.of(
          Base.normal(),
          Base.logistic(),
          Base.diagonalNormal(),
          Base.conditionalNormal(),
          Base.mixtureOfNormals(1),
          Base.mixtureOfNormals(4),
          Base.conditionalMixture(3),
          Base.studentT(1),
          Base.studentT(2.5),
          Base.studentT(30));

  static Stream<Arguments> cases() {
    return BASES.stream()
        .flatMap(
            base ->
                (base.conditional() ? Stream.of(CLASSES, VECTOR) : Stream.of(NONE, CLASSES))
                    .map(context -> Arguments.of(base, context)));
  }

  @Test
  void everyBaseIsThere() {
    assertThat(BASES.stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(Base.class.getPermittedSubclasses()));
  }

  private static Condition condition(Context context, int rows) {
    if (context instanceof Context.Classes) {
      int[] labels = new int[rows];
      Arrays.setAll(labels, i -> i % 3);
      return new Condition.Labels(labels);
    }
    if (context instanceof Context.Vector) {
      float[][] vectors = new float[rows][];
      Arrays.setAll(vectors, i -> new float[] {0.3f * (i % 5), 1 - 0.2f * (i % 7)});
      return new Condition.Vectors(vectors);
    }
    return new Condition.None();
  }

  /** The condition of the first row for all. */
  private static Condition sameForAll(Context context, int rows) {
    if (condition(context, rows) instanceof Condition.Vectors vectors) {
      float[][] all = new float[rows][];
      Arrays.fill(all, vectors.vectors()[0]);
      return new Condition.Vectors(all);
    }
    return context == CLASSES ? new Condition.OneLabel(0).slice(0, rows) : new Condition.None();
  }

  /** What a network sees of a condition. */
  private static double[] encoded(Condition condition, int row) {
    if (condition instanceof Condition.Labels labels) {
      double[] oneHot = new double[3];
      oneHot[labels.labels()[row]] = 1;
      return oneHot;
    }
    if (condition instanceof Condition.Vectors vectors) {
      return doubles(vectors.vectors()[row]);
    }
    return new double[0];
  }

  private static double[] doubles(float... values) {
    double[] converted = new double[values.length];
    Arrays.setAll(converted, i -> values[i]);
    return converted;
  }

  private static float[][] rows(int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] rows = new float[ROWS][dimension];
    for (float[] row : rows) {
      for (int j = 0; j < dimension; j++) {
        row[j] = (float) (2 * random.nextGaussian());
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theDensityIsThatOfTheFormula(Base base, Context context) {
    float[][] z = rows(3, 1);
    Condition condition = condition(context, ROWS);
    try (BaseHarness harness = new BaseHarness(base, 3, context, 5)) {
      double[] found = harness.logProb(z, condition);
      for (int i = 0; i < ROWS; i++) {
        double expected =
            new BaseReference(base, 3, harness.weights(), encoded(condition, i))
                .logProb(doubles(z[i]));
        assertThat(found[i]).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheFormula(Base base, Context context) {
    float[][] z = rows(2, 2);
    Condition condition = condition(context, ROWS);
    try (BaseHarness harness = new BaseHarness(base, 2, context, 6)) {
      Map<String, float[]> weights = harness.weights();
      harness
          .gradients(z, condition)
          .forEach(
              (name, gradient) -> {
                for (int i = 0; i < gradient.length; i++) {
                  assertThat((double) gradient[i])
                      .as("%s, number %s", name, i)
                      .isCloseTo(slope(base, weights, z, condition, name, i), within(2e-3));
                }
              });
    }
  }

  /** The change of Σ log p with one number, by central differences. */
  private static double slope(
      Base base,
      Map<String, float[]> weights,
      float[][] z,
      Condition condition,
      String name,
      int number) {
    double[] sums = new double[2];
    double[] at = new double[2];
    for (int side = 0; side < 2; side++) {
      Map<String, float[]> moved = new HashMap<>(weights);
      float[][] rows = Arrays.stream(z).map(float[]::clone).toArray(float[][]::new);
      float step = side == 0 ? -1f / 256 : 1f / 256;
      if (name.equals(BaseHarness.NOISE)) {
        rows[number / 2][number % 2] += step;
        at[side] = rows[number / 2][number % 2];
      } else {
        float[] values = moved.get(name).clone();
        values[number] += step;
        at[side] = values[number];
        moved.put(name, values);
      }
      for (int i = 0; i < ROWS; i++) {
        sums[side] +=
            new BaseReference(base, 2, moved, encoded(condition, i)).logProb(doubles(rows[i]));
      }
    }
    return (sums[1] - sums[0]) / (at[1] - at[0]);
  }

  /** ∫ p(z) dz with z = tan θ, so that heavy tails are in it. */
  @ParameterizedTest
  @MethodSource("cases")
  void theDensityIntegratesToOne(Base base, Context context) {
    int cells = 20_000;
    float[][] z = new float[cells][1];
    double[] weight = new double[cells];
    for (int i = 0; i < cells; i++) {
      double theta = Math.PI * ((i + 0.5) / cells - 0.5);
      z[i][0] = (float) Math.tan(theta);
      weight[i] = Math.PI / cells / Math.pow(Math.cos(theta), 2);
    }
    try (BaseHarness harness = new BaseHarness(base, 1, context, 7)) {
      double[] logProb = harness.logProb(z, sameForAll(context, cells));
      double integral = 0;
      for (int i = 0; i < cells; i++) {
        integral += Math.exp(logProb[i]) * weight[i];
      }
      assertThat(integral).isCloseTo(1, within(1e-4));
    }
  }

  /** Kolmogorov and Smirnov's distance to the integral of the formula. */
  @ParameterizedTest
  @MethodSource("cases")
  void drawsFollowTheDensity(Base base, Context context) {
    int count = 20_000;
    Condition condition = sameForAll(context, count);
    try (BaseHarness harness = new BaseHarness(base, 1, context, 8)) {
      float[][] draws = harness.sample(count, 3, 0, 1, condition);
      double[] angles =
          Arrays.stream(draws).mapToDouble(row -> Math.atan(row[0])).sorted().toArray();
      BaseReference reference =
          new BaseReference(base, 1, harness.weights(), encoded(condition, 0));
      int cells = 100_000;
      double below = 0;
      double distance = 0;
      int next = 0;
      for (int i = 0; i < cells; i++) {
        double theta = Math.PI * ((i + 0.5) / cells - 0.5);
        double mass =
            Math.exp(reference.logProb(Math.tan(theta)))
                * Math.PI
                / cells
                / Math.pow(Math.cos(theta), 2);
        while (next < count && angles[next] < theta) {
          next++;
        }
        distance = Math.max(distance, Math.abs(below + mass / 2 - (double) next / count));
        below += mass;
      }
      // One sample in a thousand of the right distribution is further away than 1.95 / √n.
      assertThat(distance).isLessThan(1.95 / Math.sqrt(count));
    }
  }

  /** All values of a row are of the same component: −E log p over draws is the entropy. */
  @Test
  void theValuesOfADrawAreOfOneComponent() {
    Base base = Base.mixtureOfNormals(4);
    try (BaseHarness harness = new BaseHarness(base, 2, NONE, 9)) {
      BaseReference reference = new BaseReference(base, 2, harness.weights());
      double entropy = 0;
      double step = 0.04;
      for (double x = -14; x < 14; x += step) {
        for (double y = -14; y < 14; y += step) {
          double log = reference.logProb(x, y);
          entropy -= Math.exp(log) * log * step * step;
        }
      }
      float[][] draws = harness.sample(20_000, 4, 0, 1, new Condition.None());
      double mean =
          Arrays.stream(harness.logProb(draws, new Condition.None())).average().orElseThrow();
      // log p of a row varies by about 1: the standard error is 0.007.
      assertThat(-mean).isCloseTo(entropy, within(0.03));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawsDependOnSeedAndChunkAndNotOnTheirNumber(Base base, Context context) {
    Condition condition = condition(context, 40);
    try (BaseHarness harness = new BaseHarness(base, 2, context, 10)) {
      float[][] draws = harness.sample(40, 3, 0, 1, condition);
      assertThat(harness.sample(40, 3, 0, 1, condition)).isDeepEqualTo(draws);
      assertThat(harness.sample(40, 4, 0, 1, condition)[0]).isNotEqualTo(draws[0]);
      assertThat(harness.sample(40, 3, 1, 1, condition)[0]).isNotEqualTo(draws[0]);
      float[][] fewer = harness.sample(7, 3, 0, 1, condition);
      for (int i = 0; i < fewer.length; i++) {
        assertThat(fewer[i]).containsExactly(draws[i], within(1e-5f));
      }
    }
  }

  /** z = μ + T σ ε, with μ the mean of the row's component. */
  @ParameterizedTest
  @MethodSource("cases")
  void aTemperatureScalesTheNoiseAboutItsMean(Base base, Context context) {
    Condition condition = condition(context, 40);
    try (BaseHarness harness = new BaseHarness(base, 2, context, 11)) {
      float[][] cold = harness.sample(40, 3, 0, 0, condition);
      float[][] half = harness.sample(40, 3, 0, 0.5, condition);
      float[][] whole = harness.sample(40, 3, 0, 1, condition);
      for (int i = 0; i < cold.length; i++) {
        for (int j = 0; j < 2; j++) {
          assertThat(half[i][j] - cold[i][j])
              .isCloseTo(
                  (whole[i][j] - cold[i][j]) / 2, within(1e-5f * (1 + Math.abs(whole[i][j]))));
        }
        assertThat(isMean(base, harness.weights(), encoded(condition, i), cold[i])).isTrue();
      }
    }
  }

  private static boolean isMean(
      Base base, Map<String, float[]> weights, double[] context, float[] z) {
    BaseReference reference = new BaseReference(base, 2, weights, context);
    double[] means =
        base instanceof Base.MixtureOfNormals mixture
            ? reference.parameters("means", 2 * mixture.components())
            : base instanceof Base.DiagonalNormal ? reference.parameters("mean", 2) : new double[2];
    for (int k = 0; k < means.length; k += 2) {
      if (Math.abs(z[0] - means[k]) < 1e-5 && Math.abs(z[1] - means[k + 1]) < 1e-5) {
        return true;
      }
    }
    return false;
  }

  /** The deviation stays within e⁻⁵ … e⁵ whatever is learned. */
  @ParameterizedTest
  @ValueSource(floats = {-1000, 1000})
  void deviationsAreBounded(float learned) {
    double logDeviation = Math.signum(learned) * Base.LOG_DEVIATION_BOUND;
    for (Base base : ImmutableList.of(Base.diagonalNormal(), Base.mixtureOfNormals(1))) {
      try (BaseHarness harness = new BaseHarness(base, 1, NONE, 12)) {
        Map<String, float[]> weights = new LinkedHashMap<>(harness.weights());
        weights.replaceAll(
            (name, values) -> new float[] {name.contains("log_deviation") ? learned : 0});
        harness.assign(weights);
        assertThat(harness.logProb(new float[1][1], new Condition.None())[0])
            .isCloseTo(-logDeviation - Math.log(2 * Math.PI) / 2, within(1e-5));
      }
    }
  }

  @Test
  void aNewLearnedNormalIsStandard() {
    for (Context context : ImmutableList.of(CLASSES, VECTOR)) {
      try (BaseHarness harness = new BaseHarness(Base.conditionalNormal(), 2, context, 13)) {
        harness.assign(harness.initialWeights(1));
        float[][] z = rows(2, 3);
        double[] found = harness.logProb(z, condition(context, ROWS));
        for (int i = 0; i < ROWS; i++) {
          assertThat(found[i])
              .isCloseTo(
                  new BaseReference(Base.normal(), 2, Map.of()).logProb(doubles(z[i])),
                  within(1e-5));
        }
      }
    }
  }

  @Test
  void theFirstMeansOfAMixtureDifferByComponentClassAndSeed() {
    try (BaseHarness harness =
        new BaseHarness(Base.conditionalMixture(50).withSpread(0.5), 4, CLASSES, 14)) {
      Map<String, float[]> first = harness.initialWeights(1);
      float[] means = first.get("base/means");
      assertThat(doubles(means)).doesNotHaveDuplicates();
      double square = Arrays.stream(doubles(means)).map(m -> m * m).average().orElseThrow();
      assertThat(Math.sqrt(square)).isCloseTo(0.5, within(0.05));
      assertThat(harness.initialWeights(1).get("base/means")).containsExactly(means);
      assertThat(harness.initialWeights(2).get("base/means")).isNotEqualTo(means);
      assertThat(first.get("base/logits")).containsOnly(0);
      assertThat(first.get("base/log_deviations")).containsOnly(0);
    }
  }

  @Test
  void aRowBeyondFloat32HasNoDensity() {
    for (Base base : ImmutableList.of(Base.diagonalNormal(), Base.mixtureOfNormals(3))) {
      try (BaseHarness harness = new BaseHarness(base, 1, NONE, 15)) {
        assertThat(harness.logProb(new float[][] {{Float.MAX_VALUE}}, new Condition.None()))
            .containsExactly(Double.NEGATIVE_INFINITY);
      }
    }
  }

  /** Student's t, against closed forms. */
  @Test
  void aStudentTHasItsMomentsAndQuantiles() {
    try (BaseHarness five = new BaseHarness(Base.studentT(5), 2, NONE, 16);
        BaseHarness cauchy = new BaseHarness(Base.studentT(1), 2, NONE, 16);
        BaseHarness many = new BaseHarness(Base.studentT(1e6), 2, NONE, 16)) {
      double square = 0;
      for (float[] row : five.sample(50_000, 3, 0, 1, new Condition.None())) {
        square += (row[0] * row[0] + row[1] * row[1]) / 2;
      }
      // ν / (ν − 2); z² varies by √(25 − 25 / 9) = 4.7: a standard error of 0.015.
      assertThat(square / 50_000).isCloseTo(5.0 / 3, within(0.07));

      int beyond1 = 0;
      int beyond100 = 0;
      for (float[] row : cauchy.sample(50_000, 3, 0, 1, new Condition.None())) {
        beyond1 += row[0] > 1 ? 1 : 0;
        beyond100 += Math.abs(row[1]) > 100 ? 1 : 0;
      }
      // P(z > 1) = 1/4, P(|z| > 100) = 1 − 2/π atan 100 = 0.00637; standard errors 0.002, 0.0004.
      assertThat(beyond1 / 50_000.0).isCloseTo(0.25, within(0.008));
      assertThat(beyond100 / 50_000.0).isCloseTo(1 - 2 / Math.PI * Math.atan(100), within(0.0015));

      float[][] z = {{0, 1}, {-2, 3}};
      double[] found = many.logProb(z, new Condition.None());
      for (int i = 0; i < 2; i++) {
        assertThat(found[i])
            .as("nearly normal")
            .isCloseTo(
                new BaseReference(Base.normal(), 2, Map.of()).logProb(doubles(z[i])), within(1e-4));
      }
    }
  }

  @Test
  void theReferenceKnowsTheGammaFunction() {
    assertThat(BaseReference.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-12));
    assertThat(BaseReference.logGamma(7)).isCloseTo(Math.log(720), within(1e-12));
  }
}
