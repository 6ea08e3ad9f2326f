package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Flows of one number: p(y), and p(y | x) against densities that are known. */
class OneNumberTest {

  private static final int TRAINING_ROWS = 5000;

  /** A density of y that is a mixture of two normals with equal weights, both moved by x. */
  private enum Truth {
    /** Regression whose noise depends on x. */
    ONE_MODE {
      @Override
      double mean(double x, int mode) {
        return Math.sin(x);
      }

      @Override
      double deviation(double x) {
        return 0.1 + 0.1 * Math.abs(x);
      }
    },
    /** A wave and its mirror image. */
    TWO_MODES {
      @Override
      double mean(double x, int mode) {
        return (mode == 0 ? -1 : 1) * (1.5 + 0.5 * Math.sin(x));
      }

      @Override
      double deviation(double x) {
        return Math.abs(mean(x, 0)) / 8;
      }
    };

    abstract double mean(double x, int mode);

    abstract double deviation(double x);

    Dataset rows(int count, long seed) {
      return rows(random -> (float) (6 * random.nextDouble() - 3), count, seed);
    }

    Dataset rowsAt(float x, int count, long seed) {
      return rows(random -> x, count, seed);
    }

    private Dataset rows(Function<SplittableRandom, Float> draw, int count, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] y = new float[count][1];
      float[][] x = new float[count][1];
      for (int i = 0; i < count; i++) {
        x[i][0] = draw.apply(random);
        y[i][0] =
            (float) (mean(x[i][0], random.nextInt(2)) + deviation(x[i][0]) * random.nextGaussian());
      }
      return Dataset.of(y).withContext(x);
    }

    double logProb(double y, double x) {
      double density = 0;
      for (int mode = 0; mode < 2; mode++) {
        double z = (y - mean(x, mode)) / deviation(x);
        density += Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / deviation(x) / 2;
      }
      return Math.log(density);
    }

    /** The mean log-likelihood of the truth on these rows. */
    double logLikelihood(Dataset data) {
      float[][] y = data.toArray();
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += logProb(y[i][0], data.context(i)[0]);
      }
      return sum / y.length;
    }
  }

  private record Case(String name, Truth truth, FlowSpec spec, int epochs) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static MAF.Builder maf() {
    return MAF.builder().dimension(1).hidden(32, 32);
  }

  static Stream<Case> conditional() {
    return Stream.of(
        new Case("affine", Truth.ONE_MODE, maf().context(1).layers(1).build(), 10),
        new Case("a spline", Truth.ONE_MODE, maf().context(1).layers(1).bins(8).build(), 10),
        new Case(
            "splines, two modes", Truth.TWO_MODES, maf().context(1).layers(2).bins(8).build(), 12),
        new Case(
            "a mixture as noise, two modes",
            Truth.TWO_MODES,
            maf().context(1).layers(1).base(Base.mixtureOfNormals(2)).build(),
            12));
  }

  private static Training training(int epochs, double learningRate) {
    return Fixtures.quick(epochs).batchSize(100).learningRate(learningRate).build();
  }

  @ParameterizedTest
  @MethodSource("conditional")
  void theDensityOfYGivenXIsLearned(Case each) {
    Dataset heldOut = each.truth.rows(2000, 2);
    try (FlowModel flow = Models.create(each.spec, 3)) {
      flow.fit(each.truth.rows(TRAINING_ROWS, 1), training(each.epochs, 0.01));
      assertThat(flow.evaluate(heldOut).logLikelihood())
          .as("held-out log-likelihood")
          .isCloseTo(each.truth.logLikelihood(heldOut), within(0.04));
      for (float x : new float[] {-2.5f, 0, 1}) {
        Distribution given = flow.given(new float[] {x});
        assertThat(integral(given)).as("integral at x = %s", x).isCloseTo(1, within(1e-3));
        checkSamples(given, each.truth, x);
        checkRoundTrip(given, each.truth.rows(50, 4).toArray());
      }
    }
  }

  static Stream<Case> unconditional() {
    return Stream.of(
        new Case("affine", Truth.ONE_MODE, maf().layers(1).build(), 10),
        new Case("splines", Truth.TWO_MODES, maf().layers(2).bins(8).build(), 12));
  }

  /** Constants are learned: what no network has, the last layer's bias tells. */
  @ParameterizedTest
  @MethodSource("unconditional")
  void aDensityOfOneNumberIsLearnedWithoutContext(Case each) {
    float x = 1;
    Dataset heldOut = each.truth.rowsAt(x, 2000, 2);
    try (FlowModel flow = Models.create(each.spec, 3)) {
      flow.fit(
          Dataset.of(each.truth.rowsAt(x, TRAINING_ROWS, 1).toArray()),
          training(each.epochs, 0.02));
      Distribution p = flow.distribution();
      assertThat(flow.evaluate(Dataset.of(heldOut.toArray())).logLikelihood())
          .as("held-out log-likelihood")
          .isCloseTo(each.truth.logLikelihood(heldOut), within(0.04));
      assertThat(integral(p)).isCloseTo(1, within(1e-3));
      checkSamples(p, each.truth, x);
      checkRoundTrip(p, heldOut.head(50).toArray());
    }
  }

  /** No value waits for another, so nothing is left that could tell them apart. */
  @Test
  void anIafOfOneNumberIsAMaf() {
    Dataset data = Truth.TWO_MODES.rows(500, 1);
    float[][] x = {{0.5f}};
    try (FlowModel maf = Models.create(maf().context(1).layers(2).bins(4).build(), 3);
        FlowModel iaf =
            Models.create(
                IAF.builder().dimension(1).hidden(32, 32).context(1).layers(2).bins(4).build(),
                3)) {
      maf.fit(data, training(2, 0.01));
      iaf.fit(data, training(2, 0.01));
      assertThat(iaf.logProb(data)).containsExactly(maf.logProb(data));
      assertThat(iaf.given(x[0]).sample(50, 9)).isDeepEqualTo(maf.given(x[0]).sample(50, 9));
    }
  }

  @Test
  void aSavedModelAnswersAsBefore(@TempDir Path directory) throws IOException {
    Dataset data = Truth.ONE_MODE.rows(500, 1);
    float[][] y = data.head(20).toArray();
    float[][] x = new float[20][];
    Arrays.setAll(x, data::context);
    try (FlowModel flow = Models.create(maf().context(1).layers(2).bins(4).build(), 3)) {
      flow.fit(data, training(2, 0.01));
      flow.save(directory.resolve("model"));
      Distribution given = flow.given(x);
      try (FlowModel loaded = Models.loadFlow(directory.resolve("model"))) {
        assertThat(loaded.spec()).isEqualTo(flow.spec());
        assertThat(loaded.given(x).logProb(y)).containsExactly(given.logProb(y));
        assertThat(loaded.given(x).sample(20, 5)).isDeepEqualTo(given.sample(20, 5));
      }
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("model"))) {
        assertThat(call(bundle, "log_prob", Map.of("x", column(y), "context", column(x))))
            .containsExactly(given.logProb(y));
        assertThat(
                call(
                    bundle,
                    "sample",
                    Map.of(
                        "count",
                        TInt32.scalarOf(20),
                        "seed",
                        Tensors.int64(5),
                        "temperature",
                        Tensors.scalar(1),
                        "context",
                        column(x))))
            .containsExactly(
                Arrays.stream(given.sample(20, 5)).mapToDouble(row -> row[0]).toArray());
      }
    }
  }

  private static Tensor column(float[][] rows) {
    float[] values = new float[rows.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows[i][0];
    }
    return Tensors.of(values, Shape.of(values.length, 1));
  }

  private static double[] call(
      SavedModelBundle bundle, String signature, Map<String, Tensor> inputs) {
    try (Result result = bundle.function(signature).call(inputs)) {
      if (result.get(0) instanceof TFloat64 doubles) {
        return Tensors.doubles(doubles);
      }
      float[] floats = Tensors.floats((TFloat32) result.get(0));
      return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private static double integral(Distribution p) {
    int cells = 4000;
    double half = 12;
    double step = 2 * half / cells;
    float[][] rows = new float[cells][1];
    Arrays.setAll(rows, i -> new float[] {(float) (-half + (i + 0.5) * step)});
    return Arrays.stream(p.logProb(rows)).map(Math::exp).sum() * step;
  }

  /** Mean and variance of samples. */
  private static void checkSamples(Distribution given, Truth truth, double x) {
    float[][] samples = given.sample(4000, 5);
    double mean = Arrays.stream(samples).mapToDouble(row -> row[0]).average().orElseThrow();
    double square =
        Arrays.stream(samples).mapToDouble(row -> row[0] * row[0]).average().orElseThrow();
    double first = truth.mean(x, 0);
    double second = truth.mean(x, 1);
    assertThat(mean).as("mean at x = %s", x).isCloseTo((first + second) / 2, within(0.15));
    assertThat(square)
        .as("mean square at x = %s", x)
        .isCloseTo(
            (first * first + second * second) / 2 + Math.pow(truth.deviation(x), 2), within(0.3));
  }

  private static void checkRoundTrip(Distribution p, float[][] rows) {
    float[][] back = p.toData(p.toNoise(rows));
    for (int i = 0; i < rows.length; i++) {
      assertThat(back[i][0]).isCloseTo(rows[i][0], within(1e-4f));
    }
  }
}
