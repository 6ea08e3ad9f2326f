package io.github.flowlib.tf.internal.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.Posterior;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.train.Training;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The case whose answer is known: with a linear decoder W z + U y + b and fixed σ, p(x | y) = N(U y
 * + b, W Wᵀ + σ² I). Everything is compared with that density, computed in double by elimination.
 */
class LinearGaussianVaeTest {

  private static final int D = 4;
  private static final int L = 2;
  private static final int CLASSES = 3;
  private static final double SIGMA = 0.6;
  private static final int ROWS = 60;

  private static TensorFlowVae vae;
  private static double[] exact;
  private static Dataset data;

  @BeforeAll
  static void build() {
    VaeSpec spec =
        VAE.builder()
            .dimension(D)
            .conditional(CLASSES)
            .latent(L)
            .hidden()
            .likelihood(Likelihood.normal(SIGMA))
            .build();
    vae = (TensorFlowVae) Models.create(spec, 5);
    SplittableRandom random = new SplittableRandom(11);
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (Variables.Variable variable : vae.session().variables().all()) {
      weights.put(variable.name(), Init.uniform(0.8).values(variable.count(), random));
    }
    float[] decoder = weights.get("decoder/last/weights"); // [L + CLASSES, D]
    float[] bias = weights.get("decoder/last/bias");
    setEncoder(weights, decoder, bias);
    vae.session().assign(weights);
    float[][] rows = new float[ROWS][D];
    int[] labels = new int[ROWS];
    exact = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i % CLASSES;
      double[] deviation = new double[D];
      for (int j = 0; j < D; j++) {
        double mean = bias[j] + decoder[(L + labels[i]) * D + j];
        rows[i][j] = (float) (mean + 1.2 * random.nextGaussian());
        deviation[j] = rows[i][j] - mean;
      }
      exact[i] = logNormal(deviation, covariance(decoder));
    }
    data = Dataset.of(rows).withLabels(labels);
  }

  /**
   * Near the exact posterior N(S W (x − U y − b) / σ², S), S = (I + W Wᵀ / σ²)⁻¹, with W as rows of
   * the decoder, but not on it: means too near to 0, deviations too wide, correlations left out.
   */
  private static void setEncoder(Map<String, float[]> weights, float[] decoder, float[] bias) {
    double[] m = new double[3]; // I + W Wᵀ / σ²: (0, 0), (0, 1), (1, 1)
    for (int j = 0; j < D; j++) {
      m[0] += decoder[j] * decoder[j] / (SIGMA * SIGMA);
      m[1] += decoder[j] * decoder[D + j] / (SIGMA * SIGMA);
      m[2] += decoder[D + j] * decoder[D + j] / (SIGMA * SIGMA);
    }
    m[0]++;
    m[2]++;
    double det = m[0] * m[2] - m[1] * m[1];
    double[][] s = {{m[2] / det, -m[1] / det}, {-m[1] / det, m[0] / det}};
    float[] encoder = new float[(D + CLASSES) * 2 * L]; // [D + CLASSES, 2 L]
    float[] encoderBias = new float[2 * L];
    for (int l = 0; l < L; l++) {
      for (int j = 0; j < D; j++) {
        double w = 0.9 * (s[l][0] * decoder[j] + s[l][1] * decoder[D + j]) / (SIGMA * SIGMA);
        encoder[j * 2 * L + l] = (float) w;
        encoderBias[l] -= (float) (w * bias[j]);
        for (int y = 0; y < CLASSES; y++) {
          encoder[(D + y) * 2 * L + l] -= (float) (w * decoder[(L + y) * D + j]);
        }
      }
      double logDeviation = Math.log(1.3 * Math.sqrt(s[l][l]));
      double t = logDeviation / 6;
      encoderBias[L + l] = (float) (6 * 0.5 * Math.log((1 + t) / (1 - t)));
    }
    weights.put("encoder/last/weights", encoder);
    weights.put("encoder/last/bias", encoderBias);
  }

  @AfterAll
  static void close() {
    vae.close();
  }

  private static double[][] covariance(float[] decoder) {
    double[][] c = new double[D][D];
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        c[i][j] = i == j ? SIGMA * SIGMA : 0;
        for (int l = 0; l < L; l++) {
          c[i][j] += (double) decoder[l * D + i] * decoder[l * D + j];
        }
      }
    }
    return c;
  }

  /** log N(x; 0, C), by elimination of (C | x). */
  private static double logNormal(double[] x, double[][] c) {
    double[] residual = x.clone();
    double quadratic = 0;
    double logDet = 0;
    for (int i = 0; i < x.length; i++) {
      quadratic += residual[i] * residual[i] / c[i][i];
      logDet += Math.log(c[i][i]);
      for (int r = i + 1; r < x.length; r++) {
        double factor = c[r][i] / c[i][i];
        residual[r] -= factor * residual[i];
        for (int j = i; j < x.length; j++) {
          c[r][j] -= factor * c[i][j];
        }
      }
    }
    return -0.5 * (quadratic + logDet + x.length * Math.log(2 * Math.PI));
  }

  private static double[] estimate(int k, long seed) {
    return vae.given(data.labels()).logProb(data.toArray(), k, seed);
  }

  private static double meanError(int k) {
    double sum = 0;
    for (long seed = 0; seed < 20; seed++) {
      double[] estimate = estimate(k, seed);
      for (int i = 0; i < ROWS; i++) {
        sum += estimate[i] - exact[i];
      }
    }
    return sum / 20 / ROWS;
  }

  @Test
  void importanceSamplingMeetsTheExactDensity() {
    double[] estimate = estimate(20_000, 1);
    double worst = 0;
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      worst = Math.max(worst, Math.abs(estimate[i] - exact[i]));
      sum += estimate[i] - exact[i];
    }
    // Spread of the estimates over seeds: about 0.02 for the worst row.
    assertThat(worst).isLessThan(0.15);
    assertThat(sum / ROWS).isCloseTo(0, within(0.01));
  }

  @Test
  void estimatesIncreaseWithTheNumberOfSamplesTowardsTheTruth() {
    double one = meanError(1);
    double ten = meanError(10);
    double hundred = meanError(100);
    double thousand = meanError(1000);
    assertThat(one).isLessThan(ten - 0.05);
    assertThat(ten).isLessThan(hundred - 0.01);
    assertThat(hundred).isLessThan(thousand);
    assertThat(thousand).isCloseTo(0, within(0.02));
  }

  @Test
  void bothFormsOfTheBoundAgreeAndLieBelowTheTruth() {
    Elbo elbo = vae.elbo(data, 20_000);
    for (int i = 0; i < ROWS; i++) {
      assertThat(elbo.jointValues()[i])
          .as("row %s", i)
          .isCloseTo(elbo.values()[i], within(0.05 + 0.01 * Math.abs(elbo.values()[i])));
      assertThat(elbo.values()[i]).isLessThan(exact[i]);
    }
    assertThat(mean(elbo.jointValues())).isCloseTo(mean(elbo.values()), within(0.02));
  }

  @Test
  void theGapIsTheDivergenceFromTheTruePosterior() {
    // After training the encoder is the exact posterior, which is normal here but for its
    // correlations:
    // the bound comes close to the density, and the posterior has the known mean.
    try (VaeModel trained =
        Models.create(
            VAE.builder()
                .dimension(D)
                .latent(1)
                .hidden()
                .likelihood(Likelihood.normal(SIGMA))
                .build(),
            3)) {
      SplittableRandom random = new SplittableRandom(4);
      float[][] rows = new float[2000][D];
      double[] direction = {1, -0.5, 0.8, 0.3};
      for (float[] row : rows) {
        double z = random.nextGaussian();
        for (int j = 0; j < D; j++) {
          row[j] = (float) (direction[j] * z + SIGMA * random.nextGaussian());
        }
      }
      trained.fit(
          Dataset.of(rows),
          Training.builder().epochs(60).batchSize(100).learningRate(1e-2).build());
      float[][] test = Arrays.copyOf(rows, 200);
      double bound = mean(trained.distribution().elbo(test, 200, 1).values());
      double density = mean(trained.distribution().logProb(test, 2000));
      assertThat(density - bound).isBetween(-0.002, 0.02);
      double[][] c = new double[D][D];
      double truth = 0;
      for (float[] row : test) {
        for (int i = 0; i < D; i++) {
          for (int j = 0; j < D; j++) {
            c[i][j] = direction[i] * direction[j] + (i == j ? SIGMA * SIGMA : 0);
          }
        }
        double[] x = new double[D];
        for (int j = 0; j < D; j++) {
          x[j] = row[j];
        }
        truth += logNormal(x, c) / test.length;
      }
      assertThat(density).isCloseTo(truth, within(0.05));
      Posterior q = trained.distribution().encode(test);
      // Var(z | x) = 1 / (1 + |w|² / σ²).
      double precision = 1 + (1 + 0.25 + 0.64 + 0.09) / (SIGMA * SIGMA);
      assertThat(q.standardDeviation()[0][0])
          .isCloseTo((float) Math.sqrt(1 / precision), within(0.03f));
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
