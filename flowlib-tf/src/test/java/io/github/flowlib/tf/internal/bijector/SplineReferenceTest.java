package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * {@link SplineMap} against the formulas of Durkan et al. 2019, written down in double by plain
 * Java: inside, at the ends of the interval and beyond them, with limits and without, as in models
 * saved before there were limits.
 */
class SplineReferenceTest {

  private static Spline unlimited(int bins, double bound) {
    return new Spline(bins, bound, Optional.empty());
  }

  static Stream<Spline> ofBothForms() {
    return Stream.of(new Spline(8, 3), unlimited(8, 3));
  }

  static Stream<Spline> ofManySizes() {
    return IntStream.of(2, 8, 64)
        .boxed()
        .flatMap(
            bins ->
                Stream.of(
                    new Spline(bins, 3),
                    new Spline(bins, 3, Optional.of(new Spline.Limits(0.5, 1))),
                    unlimited(bins, 3)));
  }

  /** The knots of one value, from its raw parameters. */
  record Knots(double[] x, double[] y, double[] slopes) {

    static Knots of(Spline spline, double[] ofNetwork) {
      int bins = spline.bins();
      double[] raw = ofNetwork.clone();
      spline
          .limits()
          .ifPresent(
              limits ->
                  Arrays.setAll(
                      raw,
                      p -> {
                        double limit = p < 2 * bins ? limits.size() : limits.slope();
                        return limit * Math.tanh(ofNetwork[p] / limit);
                      }));
      double[] slopes = new double[bins + 1];
      slopes[0] = 1;
      slopes[bins] = 1;
      double one = Math.log(Math.expm1(1 - 1e-3));
      for (int k = 1; k < bins; k++) {
        slopes[k] = 1e-3 + Math.log1p(Math.exp(raw[2 * bins + k - 1] + one));
      }
      return new Knots(
          edges(spline, Arrays.copyOfRange(raw, 0, bins)),
          edges(spline, Arrays.copyOfRange(raw, bins, 2 * bins)),
          slopes);
    }

    private static double[] edges(Spline spline, double[] raw) {
      double sum = Arrays.stream(raw).map(Math::exp).sum();
      double[] edges = new double[spline.bins() + 1];
      edges[0] = -spline.bound();
      for (int k = 0; k < spline.bins(); k++) {
        double share = 1e-3 + (1 - 1e-3 * spline.bins()) * Math.exp(raw[k]) / sum;
        edges[k + 1] = edges[k] + 2 * spline.bound() * share;
      }
      return edges;
    }

    private int bin(double[] edges, double value) {
      int k = 0;
      while (k < edges.length - 2 && value >= edges[k + 1]) {
        k++;
      }
      return k;
    }

    /** z and dz/dx. */
    double[] forward(double value) {
      int k = bin(x, value);
      double s = (y[k + 1] - y[k]) / (x[k + 1] - x[k]);
      double xi = (value - x[k]) / (x[k + 1] - x[k]);
      double both = xi * (1 - xi);
      double below = s + (slopes[k + 1] + slopes[k] - 2 * s) * both;
      return new double[] {
        y[k] + (y[k + 1] - y[k]) * (s * xi * xi + slopes[k] * both) / below,
        s
            * s
            * (slopes[k + 1] * xi * xi + 2 * s * both + slopes[k] * (1 - xi) * (1 - xi))
            / (below * below)
      };
    }

    double inverse(double value) {
      int k = bin(y, value);
      double h = y[k + 1] - y[k];
      double s = h / (x[k + 1] - x[k]);
      double v = value - y[k];
      double t = slopes[k + 1] + slopes[k] - 2 * s;
      double a = h * (s - slopes[k]) + v * t;
      double b = h * slopes[k] - v * t;
      double c = -s * v;
      double xi = 2 * c / (-b - Math.sqrt(b * b - 4 * a * c));
      return xi * (x[k + 1] - x[k]) + x[k];
    }
  }

  /** What the map makes of a row of values, each with parameters of its own. */
  private record Mapped(float[] z, double logDet, float[] back) {}

  private static Mapped map(Spline spline, float[] values, float[][] raw) {
    SplineMap map = new SplineMap(spline);
    int columns = values.length;
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Placeholder<TFloat32> x = row(tf, columns);
      List<Placeholder<TFloat32>> parameters = new ArrayList<>();
      for (int p = 0; p < map.parameterCount(); p++) {
        parameters.add(row(tf, columns));
      }
      Pass pass = new Pass(tf, Optional.empty());
      Bijector.Mapped forward = map.forward(pass, x, ImmutableList.copyOf(parameters));
      Operand<TFloat64> logDet = forward.logDet().sum(tf, x);
      Operand<TFloat32> back = map.inverse(pass, forward.value(), ImmutableList.copyOf(parameters));
      try (Run run = new Run(session)) {
        run.feed(x, Tensors.of(values, Shape.of(1, columns)));
        for (int p = 0; p < parameters.size(); p++) {
          float[] ofAll = new float[columns];
          for (int j = 0; j < columns; j++) {
            ofAll[j] = raw[j][p];
          }
          run.feed(parameters.get(p), Tensors.of(ofAll, Shape.of(1, columns)));
        }
        Result result = run.fetch(forward.value()).fetch(logDet).fetch(back).run();
        return new Mapped(
            Tensors.floats((TFloat32) result.get(0)),
            Tensors.doubles((TFloat64) result.get(1))[0],
            Tensors.floats((TFloat32) result.get(2)));
      }
    }
  }

  private static Placeholder<TFloat32> row(Ops tf, int columns) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, columns)));
  }

  @ParameterizedTest
  @MethodSource("ofManySizes")
  void insideItFollowsTheFormulas(Spline spline) {
    SplittableRandom random = new SplittableRandom(spline.bins());
    int columns = 200;
    float[] values = new float[columns];
    float[][] raw = new float[columns][spline.parameterCount()];
    double logDet = 0;
    for (int j = 0; j < columns; j++) {
      values[j] = (float) (6 * random.nextDouble() - 3);
      for (int p = 0; p < raw[j].length; p++) {
        raw[j][p] = (float) (3 * random.nextDouble() - 1.5);
      }
    }
    Mapped found = map(spline, values, raw);
    for (int j = 0; j < columns; j++) {
      Knots knots = Knots.of(spline, doubles(raw[j]));
      double[] expected = knots.forward(values[j]);
      assertThat((double) found.z()[j]).as("column %s", j).isCloseTo(expected[0], within(1e-5));
      assertThat(knots.inverse(expected[0])).isCloseTo(values[j], within(1e-9));
      assertThat((double) found.back()[j])
          .as("column %s", j)
          .isCloseTo(values[j], within(1e-5 * (1 + 1 / expected[1])));
      logDet += Math.log(expected[1]);
    }
    assertThat(found.logDet()).isCloseTo(logDet, within(1e-5 * columns));
  }

  /** The reference itself: its slope is the one of its values. */
  @Test
  void theReferenceIsItsOwnDerivative() {
    Spline spline = new Spline(5, 2);
    SplittableRandom random = new SplittableRandom(1);
    double[] raw = random.doubles(14).map(u -> 2 * u - 1).toArray();
    Knots knots = Knots.of(spline, raw);
    for (double x = -1.9; x < 2; x += 0.0731) {
      double difference = (knots.forward(x + 1e-6)[0] - knots.forward(x - 1e-6)[0]) / 2e-6;
      assertThat(knots.forward(x)[1]).isCloseTo(difference, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("ofBothForms")
  void atTheEndsAndBeyondItIsTheIdentity(Spline spline) {
    float[] values = {-1e30f, -7, -3.0001f, -3, 3, 3.0001f, 7, 1e30f};
    float[][] raw = new float[values.length][23];
    SplittableRandom random = new SplittableRandom(3);
    for (float[] each : raw) {
      for (int p = 0; p < each.length; p++) {
        each[p] = (float) (4 * random.nextDouble() - 2);
      }
    }
    Mapped found = map(spline, values, raw);
    assertThat(found.z()).containsExactly(values);
    assertThat(found.back()).containsExactly(values);
    assertThat(found.logDet()).isZero();
  }

  /** Just inside, the last bin arrives where the tail begins, with its slope. */
  @ParameterizedTest
  @MethodSource("ofBothForms")
  void itIsSmoothAtTheEnds(Spline spline) {
    float inside = Math.nextDown(3f);
    float[] values = {-inside, inside};
    float[][] raw = new float[2][23];
    for (int p = 0; p < 23; p++) {
      raw[0][p] = 0.1f * p - 1;
      raw[1][p] = (p % 5 - 2) * 0.4f;
    }
    Mapped found = map(spline, values, raw);
    assertThat((double) found.z()[0]).isCloseTo(-3, within(1e-5));
    assertThat((double) found.z()[1]).isCloseTo(3, within(1e-5));
    assertThat(found.logDet()).isCloseTo(0, within(1e-4));
  }

  @ParameterizedTest
  @MethodSource("ofBothForms")
  void zerosAreTheIdentity(Spline spline) {
    float[] values = {-2.9f, -1.1f, 0, 0.4f, 2.2f};
    Mapped found = map(spline, values, new float[5][23]);
    for (int j = 0; j < values.length; j++) {
      assertThat((double) found.z()[j]).isCloseTo(values[j], within(2e-6));
    }
    assertThat(found.logDet()).isCloseTo(0, within(1e-5));
  }

  /** Networks give any numbers; what comes of them is finite and comes back. */
  @ParameterizedTest
  @MethodSource("ofBothForms")
  void extremeParametersStayFinite(Spline spline) {
    float[] values = {-2.9f, -1.1f, 0, 0.4f, 2.2f};
    float[][] raw = new float[5][23];
    for (int j = 0; j < 5; j++) {
      for (int p = 0; p < 23; p++) {
        raw[j][p] = (p + j) % 3 == 0 ? 200 : -200;
      }
    }
    Mapped found = map(spline, values, raw);
    assertThat(found.logDet()).isFinite();
    for (float z : found.z()) {
      assertThat(z).isBetween(-3f, 3f);
    }
    for (float back : found.back()) {
      assertThat(back).isBetween(-3.0001f, 3.0001f);
    }
  }

  /** The numbers in the Javadoc of {@link Spline}, and what they are for. */
  @ParameterizedTest
  @MethodSource("ofManySizes")
  void withLimitsExtremeParametersComeBack(Spline spline) {
    SplittableRandom random = new SplittableRandom(spline.bins());
    float[] values = new float[2000];
    float[][] raw = new float[values.length][spline.parameterCount()];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (6 * random.nextDouble() - 3);
      for (int p = 0; p < raw[j].length; p++) {
        raw[j][p] = random.nextBoolean() ? 200 : -200;
      }
    }
    float[] back = map(spline, values, raw).back();
    double worst = 0;
    for (int j = 0; j < values.length; j++) {
      worst = Math.max(worst, Math.abs((double) back[j] - values[j]));
    }
    if (spline.limits().isPresent()) {
      assertThat(worst).isLessThan(2e-3);
    } else {
      assertThat(worst).isGreaterThan(0.05); // 64 bins; of 8 it is 3
    }
  }

  @Test
  void theLimitsOfNewSplinesAreThoseOfTheJavadoc() {
    double[] raw = new double[23];
    Arrays.fill(raw, 0, 4, -1e3);
    Arrays.fill(raw, 4, 8, 1e3);
    Arrays.fill(raw, 16, 20, -1e3);
    Arrays.fill(raw, 20, 23, 1e3);
    Knots knots = Knots.of(new Spline(8, 3), raw);
    assertThat(knots.slopes()[1]).isCloseTo(0.21, within(0.005));
    assertThat(knots.slopes()[7]).isCloseTo(2.6, within(0.05));
    double narrow = knots.x()[1] - knots.x()[0];
    double wide = knots.x()[8] - knots.x()[7];
    assertThat(wide / narrow).isBetween(18.0, 20.1); // less than e³, for no bin is below 0.001
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}
