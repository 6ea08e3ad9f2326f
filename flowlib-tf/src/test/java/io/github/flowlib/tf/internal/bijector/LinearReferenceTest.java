package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear layers against plain Java in double, and how they start. */
class LinearReferenceTest {

  private static float[][] rows(int count, int d) {
    SplittableRandom random = new SplittableRandom(d);
    float[][] rows = new float[count][d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = (float) (random.nextGaussian() * (j + 1) + 3 * j);
      }
    }
    return rows;
  }

  /** W of the formula, from the variables. */
  private static double[][] matrix(Map<String, float[]> weights, int size) {
    double[][] lower = new double[size][size];
    double[][] upper = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        lower[i][j] = i == j ? 1 : j < i ? weights.get("lower")[i * size + j] : 0;
        upper[i][j] =
            i == j
                ? weights.get("sign")[i] * Math.exp(weights.get("log_scale")[i])
                : j > i ? weights.get("upper")[i * size + j] : 0;
      }
    }
    double[][] w = new double[size][size];
    for (int i = 0; i < size; i++) {
      int row = (int) weights.get("rows")[i];
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          w[i][j] += lower[row][k] * upper[k][j];
        }
      }
    }
    return w;
  }

  @Test
  void anInvertibleLinearMapFollowsTheFormula() {
    int d = 6;
    float[][] x = rows(4, d);
    try (BijectorHarness harness =
        new BijectorHarness(
            new InvertibleLinear(),
            EventShape.vector(d),
            Context.none(),
            5,
            UnaryOperator.identity())) {
      BijectorHarness.Forward forward = harness.forward(x, new Condition.None());
      double[][] w = matrix(harness.weights(), d);
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < d; j++) {
          double z = 0;
          for (int k = 0; k < d; k++) {
            z += w[j][k] * x[i][k];
          }
          assertThat((double) forward.z()[i][j]).isCloseTo(z, within(1e-5 * (1 + Math.abs(z))));
        }
        assertThat(forward.logDet()[i])
            .isCloseTo(BijectorHarness.logAbsDeterminant(copy(w)), within(1e-5));
      }
    }
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = matrix.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 60})
  void itStartsOrthogonal(int d) {
    try (GraphSession session = new GraphSession()) {
      new InvertibleLinearBijector(EventShape.vector(d), session.variables().scope("w"));
      session.assign(session.variables().initialValues(3));
      Map<String, float[]> weights = new HashMap<>();
      session
          .read(session.variables().all())
          .forEach((name, values) -> weights.put(name.substring(2), values));
      double[][] w = matrix(weights, d);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double dot = 0;
          for (int k = 0; k < d; k++) {
            dot += w[i][k] * w[j][k];
          }
          assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-5));
        }
      }
      if (d == 60) { // P is no identity: elimination did pivot
        assertThat(weights.get("rows")).isNotEqualTo(sorted(d));
      }
    }
  }

  private static float[] sorted(int d) {
    float[] sorted = new float[d];
    for (int i = 0; i < d; i++) {
      sorted[i] = i;
    }
    return sorted;
  }

  private static FlowModel flow(Transform transform, EventShape shape) {
    return Models.create(
        new FlowSpec(
            shape,
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(transform),
            Base.normal()),
        1);
  }

  @Test
  void standardisedColumnsHaveMeanZeroAndDeviationOne() {
    float[][] x = rows(500, 3);
    try (FlowModel flow = flow(new Standardization(), EventShape.vector(3))) {
      flow.fit(Dataset.of(x), Fixtures.quick(1).build());
      assertMoments(flow.distribution().toNoise(x), 3, 1e-5);
      // ½ log 2π + ½ on average, and the scale of every column.
      double entropy = 3 * (0.5 * Math.log(2 * Math.PI) + 0.5) + logDeviations(x, 3);
      assertThat(-flow.evaluate(Dataset.of(x)).logLikelihood()).isCloseTo(entropy, within(1e-4));
    }
  }

  private static double logDeviations(float[][] rows, int columns) {
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      double mean = 0;
      double square = 0;
      for (float[] row : rows) {
        mean += (double) row[j] / rows.length;
      }
      for (float[] row : rows) {
        square += (row[j] - mean) * (row[j] - mean) / rows.length;
      }
      sum += 0.5 * Math.log(square);
    }
    return sum;
  }

  private static void assertMoments(float[][] z, int columns, double meanWithin) {
    for (int j = 0; j < columns; j++) {
      double mean = 0;
      double square = 0;
      for (float[] row : z) {
        mean += (double) row[j] / z.length;
        square += (double) row[j] * row[j] / z.length;
      }
      assertThat(mean).isCloseTo(0, within(meanWithin));
      assertThat(square).isCloseTo(1, within(1e-4));
    }
  }

  /** Where a sum of squares would lose everything. The mean itself is a float32. */
  @Test
  void aColumnFarFromZeroIsStandardisedAsWell() {
    float[][] x = rows(500, 1);
    for (float[] row : x) {
      row[0] = 1e5f + Math.round(row[0] * 64) / 64f; // exact in float32
    }
    try (FlowModel flow = flow(new Standardization(), EventShape.vector(1))) {
      flow.fit(Dataset.of(x), Fixtures.quick(1).build());
      assertMoments(flow.distribution().toNoise(x), 1, Math.ulp(1e5f) / 2);
    }
  }

  @Test
  void aColumnThatNeverVariesIsNamed() {
    float[][] x = rows(20, 3);
    for (float[] row : x) {
      row[1] = 4;
    }
    try (FlowModel flow = flow(new Standardization(), EventShape.vector(3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.fit(Dataset.of(x), Fixtures.quick(1).build()))
          .withMessage(
              "standardisation needs values that vary, but column 1 is the same in all rows of the"
                  + " training data; remove it");
    }
  }

  private static float[][] scaled(float[][] rows, double scale) {
    float[][] scaled = new float[rows.length][];
    Arrays.setAll(scaled, i -> new float[] {(float) (scale * rows[i][0])});
    return scaled;
  }

  /** Squares of these are beyond float32, at either end. */
  @Test
  void standardisedColumnsMayBeHugeOrTiny() {
    float[][] x = rows(500, 1);
    double[] scales = {1, 1e30, 1e-29};
    double[] ofScale = new double[scales.length];
    for (int i = 0; i < scales.length; i++) {
      float[][] rows = scaled(x, scales[i]);
      try (FlowModel flow = flow(new Standardization(), EventShape.vector(1))) {
        flow.fit(Dataset.of(rows), Fixtures.quick(1).build());
        ofScale[i] = flow.evaluate(Dataset.of(rows)).logLikelihood() + Math.log(scales[i]);
        float[][] back = flow.distribution().toData(flow.distribution().toNoise(rows));
        for (int r = 0; r < rows.length; r++) {
          assertThat((double) back[r][0]).isCloseTo(rows[r][0], within(1e-5 * scales[i]));
        }
      }
    }
    assertThat(ofScale[1]).isCloseTo(ofScale[0], within(1e-4));
    assertThat(ofScale[2]).isCloseTo(ofScale[0], within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-37, 1e-40})
  void aColumnBelowTheNormalNumbersOfFloat32IsRefused(double scale) {
    Dataset data = Dataset.of(scaled(rows(500, 1), scale));
    try (FlowModel flow = flow(new Standardization(), EventShape.vector(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.fit(data, Fixtures.quick(1).build()))
          .withMessageStartingWith(
              "standardisation needs columns of a deviation of at least 1.0E-30, but column 0 has ")
          .withMessageEndingWith("; give it in another unit");
    }
  }

  /** A step of training moves it, so what is asked is what it starts from. */
  @Test
  void anActNormStartsFromTheMomentsOfEveryChannel() {
    EventShape image = EventShape.image(2, 2, 3);
    float[][] x = rows(300, 12);
    try (FlowModel flow = flow(new ActNorm(), image)) {
      flow.fit(Dataset.of(x), Fixtures.quick(1).batchSize(300).learningRate(1e-9).build());
      float[][] z = flow.distribution().toNoise(x);
      for (int c = 0; c < 3; c++) {
        double mean = 0;
        double square = 0;
        for (float[] row : z) {
          for (int pixel = 0; pixel < 4; pixel++) {
            double value = row[pixel * 3 + c];
            mean += value / (4 * z.length);
            square += value * value / (4 * z.length);
          }
        }
        assertThat(mean).isCloseTo(0, within(1e-4));
        assertThat(square).isCloseTo(1, within(1e-3));
      }
      assertThat(flow.parameterCount()).as("trained").isEqualTo(6);
    }
  }

  /** What was fitted stays: a second fit goes on from there. */
  @Test
  void aSecondFitDoesNotRefit() {
    float[][] x = rows(300, 3);
    float[][] other = new float[300][3];
    for (int i = 0; i < other.length; i++) {
      for (int j = 0; j < 3; j++) {
        other[i][j] = 100 + i % (7 + j);
      }
    }
    try (FlowModel flow = flow(new Standardization(), EventShape.vector(3))) {
      flow.fit(Dataset.of(x), Fixtures.quick(1).build());
      float[][] before = flow.distribution().toNoise(x);
      flow.fit(Dataset.of(other), Fixtures.quick(1).build());
      assertThat(flow.distribution().toNoise(x)).isDeepEqualTo(before);
    }
  }

  /** The base distribution itself. */
  @Test
  void aFlowWithoutTransformsIsItsBase() {
    float[][] x = rows(5, 2);
    try (FlowModel flow =
        Models.create(
            new FlowSpec(
                EventShape.vector(2),
                Context.none(),
                Dequantization.none(),
                ImmutableList.of(),
                Base.normal()))) {
      assertThat(flow.distribution().toNoise(x)).isDeepEqualTo(x);
      assertThat(flow.distribution().toData(x)).isDeepEqualTo(x);
      assertThat(flow.distribution().logProb(x)[0])
          .isCloseTo(
              -Math.log(2 * Math.PI) - (x[0][0] * x[0][0] + x[0][1] * x[0][1]) / 2, within(1e-5));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.distribution().sample(1, 1, 1e39))
          .withMessageStartingWith("temperature must be at least 0 and finite, but was 1.0E39");
    }
  }
}
