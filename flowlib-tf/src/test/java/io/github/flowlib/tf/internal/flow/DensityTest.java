package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.NICE;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Samples;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.bijector.BijectorHarness;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained densities are densities, and their numbers are those of the formulas. */
class DensityTest {

  static Stream<FlowSpec> planeFlows() {
    return Stream.of(
        Fixtures.moonsFlow(), NICE.builder().dimension(2).couplings(6).hidden(32, 32).build());
  }

  @ParameterizedTest
  @MethodSource("planeFlows")
  void aTrainedDensityOfThePlaneIntegratesToOne(FlowSpec spec) {
    try (FlowModel flow = Models.create(spec, 3)) {
      flow.fit(Fixtures.moons(1000, 1), Fixtures.quick(15).build());
      int cells = 1000;
      double half = spec.base().equals(Base.normal()) ? 8 : 14; // logistic tails are longer
      double step = 2 * half / cells;
      double integral = 0;
      for (int i = 0; i < cells; i++) {
        float[][] line = new float[cells][];
        for (int j = 0; j < cells; j++) {
          line[j] =
              new float[] {(float) (-half + (i + 0.5) * step), (float) (-half + (j + 0.5) * step)};
        }
        for (double logProb : flow.distribution().logProb(line)) {
          integral += Math.exp(logProb) * step * step;
        }
      }
      assertThat(integral).isCloseTo(1, within(1e-3));
    }
  }

  static Stream<FlowSpec> oddNumbersOfLayers() {
    return Stream.of(
        RealNVP.builder().dimension(3).couplings(3).hidden(16).build(),
        MAF.builder().dimension(3).layers(3).hidden(16).build(),
        IAF.builder().dimension(3).layers(3).hidden(16).build());
  }

  /** Whatever takes turns from layer to layer, masks or orders, comes back to where it began. */
  @ParameterizedTest
  @MethodSource("oddNumbersOfLayers")
  void columnsOfSamplesAreThoseOfTheData(FlowSpec spec) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[500][3];
    for (float[] row : rows) {
      for (int j = 0; j < 3; j++) {
        row[j] = (float) (j - 1 + 0.3 * random.nextGaussian());
      }
    }
    try (FlowModel flow = Models.create(spec, 3)) {
      flow.fit(Dataset.of(rows), Fixtures.quick(15).learningRate(0.01).build());
      double[] means = new double[3];
      for (float[] row : flow.distribution().sample(500)) {
        for (int j = 0; j < 3; j++) {
          means[j] += row[j] / 500;
        }
      }
      assertThat(means).containsExactly(new double[] {-1, 0, 1}, within(0.2));
    }
  }

  @Test
  void trainingLearnsTheMoons() {
    Dataset test = Fixtures.moons(500, 2);
    try (FlowModel flow = Models.create(Fixtures.moonsFlow(), 3)) {
      double before = flow.evaluate(test).logLikelihood();
      flow.fit(Fixtures.moons(1000, 1), Fixtures.quick(60).build());
      double after = flow.evaluate(test).logLikelihood();
      double gaussian = gaussianLogLikelihood(test);
      assertThat(before).isLessThan(gaussian);
      assertThat(after).isGreaterThan(gaussian + 0.4);
    }
  }

  /** The best that any normal distribution can do on these very rows. */
  private static double gaussianLogLikelihood(Dataset data) {
    double[] sum = new double[5];
    for (float[] row : data.toArray()) {
      sum[0] += row[0];
      sum[1] += row[1];
      sum[2] += row[0] * row[0];
      sum[3] += row[0] * row[1];
      sum[4] += row[1] * row[1];
    }
    int n = data.rows();
    double xx = sum[2] / n - sum[0] * sum[0] / n / n;
    double xy = sum[3] / n - sum[0] * sum[1] / n / n;
    double yy = sum[4] / n - sum[1] * sum[1] / n / n;
    return -Math.log(2 * Math.PI * Math.E) - 0.5 * Math.log(xx * yy - xy * xy);
  }

  @Test
  void aNewFlowIsItsBaseDistribution() {
    float[][] rows = {{0, 0}, {1, -2}, {0.5f, 3}};
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      double[] logProb = flow.distribution().logProb(rows);
      for (int i = 0; i < rows.length; i++) {
        double square = rows[i][0] * rows[i][0] + rows[i][1] * rows[i][1];
        assertThat(logProb[i]).isCloseTo(-0.5 * square - Math.log(2 * Math.PI), within(1e-5));
      }
      assertThat(flow.distribution().toNoise(rows)).isDeepEqualTo(rows);
    }
  }

  @Test
  void aRowBeyondFloat32HasNoDensity() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      float[][] rows = {{Float.MAX_VALUE, 0}, {1e20f, 0}};
      assertThat(flow.distribution().logProb(rows)).containsOnly(Double.NEGATIVE_INFINITY);
      assertThat(flow.logProb(Dataset.of(rows))).containsOnly(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void theLogisticBaseHasTheLogisticDensity() {
    try (FlowModel flow = Models.create(base(Base.logistic()))) {
      double expected = 0;
      for (double z : new double[] {0.3, -4}) {
        expected += -z - 2 * Math.log1p(Math.exp(-z));
      }
      assertThat(flow.distribution().logProb(new float[][] {{0.3f, -4}})[0])
          .isCloseTo(expected, within(1e-5));
      float[][] samples = flow.distribution().sample(20_000, 5);
      double square = 0;
      for (float[] row : samples) {
        square += (row[0] * row[0] + row[1] * row[1]) / 2;
      }
      // The variance of a logistic is π²/3; the standard error of 40 000 draws is about 0.03.
      assertThat(square / samples.length).isCloseTo(Math.PI * Math.PI / 3, within(0.12));
    }
  }

  private static FlowSpec base(Base base) {
    return new FlowSpec(
        EventShape.vector(2), Context.none(), Dequantization.none(), ImmutableList.of(), base);
  }

  @Test
  void logitSpaceIsReportedBesideTheDataSOwnUnits() {
    double alpha = 0.05;
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(2),
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(new Logit(alpha, 0, 4)),
            Base.normal());
    float[][] rows = {{1, 3.5f}, {0, 4}};
    double own = 0;
    double logit = 0;
    for (float[] row : rows) {
      for (float x : row) {
        double p = alpha + (1 - 2 * alpha) * x / 4;
        double z = Math.log(p / (1 - p));
        double slope = (1 - 2 * alpha) / 4 / (p * (1 - p));
        double base = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
        logit += base / rows.length;
        own += (base + Math.log(slope)) / rows.length;
      }
    }
    try (FlowModel flow = Models.create(spec)) {
      Evaluation evaluation = flow.evaluate(Dataset.of(rows));
      assertThat(evaluation.logLikelihood()).isCloseTo(own, within(1e-5));
      assertThat(evaluation.logitLogLikelihood().orElseThrow()).isCloseTo(logit, within(1e-5));
    }
  }

  @Test
  void samplesFollowTheSeedAndTheTemperature() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow(), 3)) {
      flow.fit(Fixtures.moons(500, 1), Fixtures.quick(3).build());
      float[][] many = flow.distribution().sample(2500, 11);
      assertThat(flow.distribution().sample(2500, 11)).isDeepEqualTo(many);
      assertThat(flow.distribution().sample(2500, 12)[0]).isNotEqualTo(many[0]);
      assertThat(many[1000]).as("the first of another chunk").isNotEqualTo(many[0]);
      assertThat(flow.distribution().sample(1, 11)[0][0]).isCloseTo(many[0][0], within(1e-5f));
      assertThat(flow.distribution().sample(1500, 11)[1400][1])
          .isCloseTo(many[1400][1], within(1e-5f));
      float[][] cold = flow.distribution().sample(3, 11, 0);
      assertThat(cold[0]).isEqualTo(cold[1]).isEqualTo(cold[2]);
      float[] origin = flow.distribution().toData(new float[1][2])[0];
      assertThat(cold[0][0]).isCloseTo(origin[0], within(1e-5f));
    }
  }

  @Test
  void theNoiseOfTheDataIsTheBaseDistribution() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow(), 3)) {
      flow.fit(Fixtures.moons(1000, 1), Fixtures.quick(20).build());
      float[][] rows = Fixtures.moons(1000, 5).toArray();
      float[][] noise = flow.distribution().toNoise(rows);
      float[][] back = flow.distribution().toData(noise);
      double square = 0;
      for (int i = 0; i < rows.length; i++) {
        assertThat(back[i][0]).isCloseTo(rows[i][0], within(1e-4f));
        assertThat(back[i][1]).isCloseTo(rows[i][1], within(1e-4f));
        square += (noise[i][0] * noise[i][0] + noise[i][1] * noise[i][1]) / 2;
      }
      assertThat(square / rows.length).isCloseTo(1, within(0.2));
    }
  }

  /**
   * log p(x) = log p(z) − log |det ∂x/∂z|, with the Jacobian of the way back by central
   * differences.
   */
  @Test
  void sampleAndLogProbIsTheDensityOfTheSamples() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow(), 3)) {
      flow.fit(Fixtures.moons(500, 1), Fixtures.quick(5).build());
      Samples samples = flow.distribution().sampleAndLogProb(20, 9, 0.8);
      float[][] noise = flow.distribution().toNoise(samples.rows());
      float h = 1e-2f;
      for (int i = 0; i < noise.length; i++) {
        float a = noise[i][0];
        float b = noise[i][1];
        float[][] around =
            flow.distribution()
                .toData(new float[][] {{a + h, b}, {a - h, b}, {a, b + h}, {a, b - h}});
        double[][] jacobian = new double[2][2];
        for (int k = 0; k < 2; k++) {
          jacobian[k][0] = (around[0][k] - around[1][k]) / (2 * h);
          jacobian[k][1] = (around[2][k] - around[3][k]) / (2 * h);
        }
        double base = -0.5 * (a * a + b * b) - Math.log(2 * Math.PI);
        assertThat(samples.logProb()[i])
            .isCloseTo(base - BijectorHarness.logAbsDeterminant(jacobian), within(0.02));
      }
      assertThat(samples.logProb()).containsExactly(flow.distribution().logProb(samples.rows()));
    }
  }

  @Test
  void samplesOfImagesAreGreyLevels() {
    try (FlowModel flow = Models.create(Fixtures.imageFlow(), 3)) {
      flow.fit(Fixtures.images(300, 1), Fixtures.quick(3).build());
      Samples samples = flow.distribution().sampleAndLogProb(40, 9, 0.8);
      assertThat(samples.rows()).isDeepEqualTo(flow.distribution().sample(40, 9, 0.8));
      assertThat(samples.logProb()).containsExactly(flow.distribution().logProb(samples.rows()));
      for (float[] row : samples.rows()) {
        for (float value : row) {
          assertThat(value).isBetween(0f, 255f).isEqualTo((float) Math.rint(value));
        }
      }
    }
  }
}
