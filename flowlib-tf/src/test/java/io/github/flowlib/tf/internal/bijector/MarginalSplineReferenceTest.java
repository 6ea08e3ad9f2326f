package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Marginal splines: knots, slopes, values and tails against plain Java in double. */
class MarginalSplineReferenceTest {

  /** What a spline that is fitted to one column makes of some values. */
  private record Fitted(
      SplineReferenceTest.Knots knots, float[] z, double[] logSlope, float[] back) {

    static Fitted of(int count, float[] column, float... values) {
      try (GraphSession session = new GraphSession()) {
        Placeholder<TFloat32> x =
            session.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
        MarginalSplineBijector spline =
            new MarginalSplineBijector(
                new MarginalSpline(count), EventShape.vector(1), session.variables().scope("m"));
        Pass pass = new Pass(session.tf(), Optional.empty());
        Bijector.Mapped mapped = spline.forward(pass, x);
        Operand<TFloat64> logDet = mapped.logDet().sum(session.tf(), x);
        Operand<TFloat32> back = spline.inverse(pass, mapped.value());
        Bijector.Fit fit = spline.startFit();
        int half = column.length / 2; // in two parts, as a large data set comes
        fit.add(Arrays.copyOf(column, half));
        fit.add(Arrays.copyOfRange(column, half, column.length));
        Map<String, float[]> statistics = fit.finish();
        session.assign(statistics);
        try (Run run = new Run(session)) {
          run.feed(x, Tensors.of(values, Shape.of(values.length, 1)));
          Result result = run.fetch(mapped.value()).fetch(logDet).fetch(back).run();
          return new Fitted(
              new SplineReferenceTest.Knots(
                  doubles(statistics.get("m/x")),
                  doubles(statistics.get("m/z")),
                  doubles(statistics.get("m/slope"))),
              Tensors.floats((TFloat32) result.get(0)),
              Tensors.doubles((TFloat64) result.get(1)),
              Tensors.floats((TFloat32) result.get(2)));
        }
      }
    }

    private static double[] doubles(float[] values) {
      double[] doubles = new double[values.length];
      Arrays.setAll(doubles, i -> values[i]);
      return doubles;
    }
  }

  private enum Distribution {
    UNIFORM(u -> u, x -> 0),
    EXPONENTIAL(u -> -Math.log(u), x -> -x),
    /** Both ends are heavy: a thousand rows reach to ± hundreds. */
    CAUCHY(u -> Math.tan(Math.PI * (u - 0.5)), x -> -Math.log(Math.PI * (1 + x * x))),
    LOGISTIC(u -> Math.log(u / (1 - u)), x -> -x - 2 * Math.log1p(Math.exp(-x))),
    /** Two modes far apart, in units of thousands: Laplace at ±20 000, of scale 1000. */
    TWO_MODES(
        u -> u < 0.5 ? laplace(2 * u) - 20_000 : laplace(2 * u - 1) + 20_000,
        x -> -Math.log(4000) - Math.abs(Math.abs(x) - 20_000) / 1000);

    private final DoubleUnaryOperator quantile;
    private final DoubleUnaryOperator logDensity;

    Distribution(DoubleUnaryOperator quantile, DoubleUnaryOperator logDensity) {
      this.quantile = quantile;
      this.logDensity = logDensity;
    }

    private static double laplace(double u) {
      return 1000 * (u < 0.5 ? Math.log(2 * u) : -Math.log(2 - 2 * u));
    }

    float[] draw(int count, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) quantile.applyAsDouble((random.nextInt(1 << 24) + 0.5) / (1 << 24));
      }
      return values;
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesSlopesAndInverseFollowTheFormulas(Distribution distribution) {
    float[] column = distribution.draw(1000, 3);
    float[] values = distribution.draw(400, 4);
    Fitted fitted = Fitted.of(12, column, values);
    for (int i = 0; i < values.length; i++) {
      double[] expected = reference(fitted.knots(), values[i]);
      assertThat((double) fitted.z()[i])
          .as("z of %s", values[i])
          .isCloseTo(expected[0], within(3e-6 * (1 + Math.abs(expected[0]))));
      assertThat(fitted.logSlope()[i])
          .as("log-slope at %s", values[i])
          .isCloseTo(Math.log(expected[1]), within(2e-5));
      assertThat((double) fitted.back()[i])
          .as("back from %s", values[i])
          .isCloseTo(values[i], within(1e-6 * Math.abs(values[i]) + 1e-5 * (1 + 1 / expected[1])));
    }
  }

  /** z and dz/dx: the paper's formulas between the knots, straight lines beyond. */
  private static double[] reference(SplineReferenceTest.Knots knots, double x) {
    int last = knots.x().length - 1;
    int end = x < knots.x()[0] ? 0 : x > knots.x()[last] ? last : -1;
    if (end < 0) {
      return knots.forward(x);
    }
    double slope = knots.slopes()[end];
    return new double[] {knots.y()[end] + slope * (x - knots.x()[end]), slope};
  }

  /** 1000 different values, 5 knots; the levels between are those of the spacing in the Javadoc. */
  @Test
  void knotsAreQuantilesAndSlopesGeometricMeans() {
    float[] column = new float[1000];
    for (int i = 0; i < column.length; i++) {
      int shuffled = i * 377 % 1000;
      column[i] = shuffled * shuffled / 64f;
    }
    SplineReferenceTest.Knots knots = Fitted.of(5, column, 1).knots();
    float[] sorted = column.clone();
    Arrays.sort(sorted);
    double[] q = new double[5];
    double end = spacing(0.9995);
    for (int k = 0; k < 5; k++) {
      q[k] = MarginalsReferenceTest.cdf(knots.y()[k]);
      assertThat(spacing(q[k])).as("knot %s", k).isCloseTo(end * (k - 2) / 2, within(1e-3));
      double rank = q[k] * 1000 - 0.5;
      int below = (int) Math.floor(rank + 1e-4);
      double x =
          sorted[below] + (rank - below) * (sorted[Math.min(below + 1, 999)] - sorted[below]);
      assertThat(knots.x()[k]).isCloseTo(x, within(0.02));
    }
    assertThat(knots.x()[0]).isEqualTo(sorted[0]);
    assertThat(knots.x()[4]).isEqualTo(sorted[999]);
    double before = (knots.y()[2] - knots.y()[1]) / (knots.x()[2] - knots.x()[1]);
    double after = (knots.y()[3] - knots.y()[2]) / (knots.x()[3] - knots.x()[2]);
    double weight = (knots.x()[3] - knots.x()[2]) / (knots.x()[3] - knots.x()[1]);
    assertThat(knots.slopes()[2])
        .isCloseTo(Math.pow(before, weight) * Math.pow(after, 1 - weight), within(1e-9));
    assertThat(knots.slopes()[0])
        .isCloseTo((knots.y()[1] - knots.y()[0]) / (knots.x()[1] - knots.x()[0]), within(1e-8));
  }

  /** What is spaced evenly: q over its range and log-odds over theirs, both from the middle. */
  private static double spacing(double q) {
    return (q - 0.5) / 0.999 + Math.log(q / (1 - q)) / (2 * Math.log(1999));
  }

  /** The density of new rows: as good as the true one, but for hundredths of a nat. */
  @ParameterizedTest
  @EnumSource
  void theDensityIsThatOfTheData(Distribution distribution) {
    float[] fresh = distribution.draw(20_000, 6);
    Fitted fitted = Fitted.of(32, distribution.draw(20_000, 5), fresh);
    double divergence = 0;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < fresh.length; i++) {
      double z = fitted.z()[i];
      double logDensity = fitted.logSlope()[i] - 0.5 * Math.log(2 * Math.PI) - z * z / 2;
      divergence += (distribution.logDensity.applyAsDouble(fresh[i]) - logDensity) / fresh.length;
      mean += z / fresh.length;
      square += z * z / fresh.length;
    }
    assertThat(divergence).isBetween(-0.01, 0.02);
    assertThat(mean).isCloseTo(0, within(0.03));
    assertThat(square).isCloseTo(1, within(0.05));
  }

  /** 60 of 100 rows are 0: they share the middle of their ranks, and the rest stays in order. */
  @Test
  void rowsThatShareAValueShareTheMiddleOfTheirRanks() {
    float[] column = new float[100];
    for (int i = 60; i < 100; i++) {
      column[i] = i - 59;
    }
    float[] values = new float[41];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Fitted fitted = Fitted.of(32, column, values);
    assertThat(MarginalsReferenceTest.cdf(fitted.z()[0])).isCloseTo(0.3, within(1e-6));
    assertThat(fitted.z()[40]).isCloseTo(2.5758f, within(1e-3f)); // Φ⁻¹(0.995)
    for (int i = 1; i < values.length; i++) {
      assertThat(fitted.z()[i]).isGreaterThan(fitted.z()[i - 1]);
    }
    assertComesBack(fitted, values, 1e-4);
  }

  /** The spike has a knot of its own, but none beside it that float32 cannot tell apart. */
  @Test
  void aSpikeAmongOtherValuesIsHarmless() {
    float[] column = new float[4000];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < column.length; i++) {
      double noise = i % 4 < 2 ? 1e-7 * random.nextGaussian() : random.nextGaussian();
      column[i] = (float) (5 + noise);
    }
    float[] values = {1, 4, 4.9f, 5, 5.1f, 6, 9};
    Fitted fitted = Fitted.of(64, column, values);
    assertThat((double) fitted.z()[3]).isCloseTo(0, within(0.1));
    assertComesBack(fitted, values, 1e-4);
  }

  @Test
  void twoRowsGiveAStraightLine() {
    Fitted fitted = Fitted.of(256, new float[] {3, 5}, -1000, 3, 4, 5, 1000, 1e6f);
    double slope = 0.67448975; // Φ⁻¹(¾)
    double[] expected = {-1004 * slope, -slope, 0, slope, 996 * slope, 999_996 * slope};
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) fitted.z()[i])
          .isCloseTo(expected[i], within(1e-5 * (1 + Math.abs(expected[i]))));
      assertThat(fitted.logSlope()[i]).isCloseTo(Math.log(slope), within(1e-5));
    }
  }

  /** Less than 16 rows have one bin: their noise is no shape. */
  @Test
  void fewRowsGiveFewBins() {
    float[] column = Distribution.EXPONENTIAL.draw(15, 1);
    float[] sorted = column.clone();
    Arrays.sort(sorted);
    Fitted fitted = Fitted.of(32, column, sorted);
    for (int i = 0; i < sorted.length; i++) {
      assertThat(fitted.logSlope()[i]).isCloseTo(fitted.logSlope()[0], within(1e-5));
    }
    assertThat(fitted.z()[0]).isEqualTo(-fitted.z()[14], within(1e-5f));
  }

  /** Neighbours in float32, far from 0; and columns near the ends of float32. */
  @Test
  void unitsDoNotMatter() {
    for (float unit : new float[] {1e-22f, 1e-8f, 1, 1e9f, 1e28f}) {
      float[] column = Distribution.LOGISTIC.draw(1000, 2);
      float[] values = {-30, -4, -1, 0.1f, 1, 4, 30};
      Fitted plain = Fitted.of(16, column, values);
      Fitted scaled = Fitted.of(16, times(column, unit), times(values, unit));
      for (int i = 0; i < values.length; i++) {
        assertThat((double) scaled.z()[i])
            .as("unit %s", unit)
            .isCloseTo(plain.z()[i], within(1e-4 * (1 + Math.abs(plain.z()[i]))));
        assertThat(scaled.logSlope()[i] + Math.log(unit))
            .isCloseTo(plain.logSlope()[i], within(1e-3));
      }
    }
    float[] far = {1_700_000_000f, 1_700_000_128f, 1_700_000_256f};
    Fitted fitted = Fitted.of(8, far, far);
    assertThat((double) fitted.z()[1]).isCloseTo(0, within(1e-5));
    assertComesBack(fitted, far, 1);
  }

  private static float[] times(float[] values, float factor) {
    float[] products = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = values[i] * factor;
    }
    return products;
  }

  @Test
  void aColumnThatNeverVariesIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fitted.of(8, new float[] {4, 4, 4}, 4))
        .withMessage(
            "a marginal spline needs values that vary, but column 0 is the same in all rows of the"
                + " training data; remove it");
  }

  @Test
  void aColumnOfNoScaleIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fitted.of(8, new float[] {0, 1e-26f}, 0))
        .withMessage(
            "a marginal spline needs values that differ by at least 1.0E-25 and are at most 1.0E30 in"
                + " size, but column 0 has 0.0 to 1.0E-26; scale it, with FixedAffine");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fitted.of(8, new float[] {-2e30f, 1}, 0))
        .withMessageEndingWith("but column 0 has -2.0E30 to 1.0; scale it, with FixedAffine");
  }

  /**
   * Two lognormal columns of unlike units with correlation 0.8 in their logarithms: couplings are
   * left with what is between them, −½ log(1 − 0.8²) nats.
   */
  @Test
  void couplingsLearnWhatIsBetweenTheColumns() {
    float[][] rows = new float[2000][2];
    SplittableRandom random = new SplittableRandom(4);
    for (float[] row : rows) {
      double first = random.nextGaussian();
      row[0] = (float) (1e4 * Math.exp(first));
      row[1] = (float) (1e-3 * Math.exp(0.8 * first + 0.6 * random.nextGaussian()));
    }
    Dataset data = Dataset.of(rows);
    FlowSpec spec = RealNVP.builder().dimension(2).marginals().couplings(4).hidden(16).build();
    FlowSpec columns =
        new FlowSpec(
            spec.event(),
            spec.context(),
            spec.dequantization(),
            spec.transforms().subList(0, 1),
            spec.base());
    try (FlowModel flow = Models.create(spec, 1);
        FlowModel independent = Models.create(columns, 1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> flow.distribution().logProb(rows))
          .withMessageContaining("transform 0 (MarginalSpline[knots=32])");
      flow.fit(data, Fixtures.quick(20).build());
      independent.fit(data, Fixtures.quick(1).build());
      double gain =
          flow.evaluate(data).logLikelihood() - independent.evaluate(data).logLikelihood();
      assertThat(gain).isCloseTo(-0.5 * Math.log(1 - 0.64), within(0.06));
    }
  }

  private static void assertComesBack(Fitted fitted, float[] values, double tolerance) {
    for (int i = 0; i < values.length; i++) {
      assertThat((double) fitted.back()[i]).isCloseTo(values[i], within(tolerance));
    }
  }
}
