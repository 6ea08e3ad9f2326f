package io.github.flowlib.tf.internal.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.VAE;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.vae.VaeNoise;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Likelihoods against their formulas in plain Java, in double; and that they are distributions. */
class ObservationTest {

  private static final int N = 40;

  private static VaeSpec spec(Likelihood likelihood) {
    return VAE.builder().image(1, 1).likelihood(likelihood).build();
  }

  /** log p of every value, with one set of parameters each. */
  private static float[] logProb(VaeSpec spec, float[] values, float[]... parameters) {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Observation observation = Observations.compile(spec);
      Operand<TFloat32> rows = column(tf, values);
      // Bits of 0 and 255 do not depend on the noise.
      Operand<TFloat32> observed = observation.observe(tf, rows, () -> tf.constant(0.5f));
      List<Operand<TFloat32>> all =
          Arrays.stream(parameters).<Operand<TFloat32>>map(each -> column(tf, each)).toList();
      return fetch(session, observation.logProb(tf, observed, all));
    }
  }

  private static Operand<TFloat32> column(Ops tf, float[] values) {
    return tf.reshape(tf.constant(values), tf.constant(new int[] {values.length, 1}));
  }

  private static float[] fetch(GraphSession session, Operand<TFloat32> operand) {
    try (Run run = new Run(session)) {
      return Tensors.floats((TFloat32) run.fetch(operand).run().get(0));
    }
  }

  private static float[] uniform(double low, double high, long seed) {
    float[] values = new float[N];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < N; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }

  @Test
  void bernoulli() {
    float[] logits = uniform(-20, 20, 1);
    float[] bits = new float[N];
    for (int i = 0; i < N; i++) {
      bits[i] = i % 3 == 0 ? 255 : 0;
    }
    float[] logProb = logProb(spec(Likelihood.bernoulli()), bits, logits);
    for (int i = 0; i < N; i++) {
      double p = 1 / (1 + Math.exp(-logits[i]));
      double expected = bits[i] > 0 ? Math.log(p) : Math.log1p(-p);
      assertThat(logProb[i]).isCloseTo((float) expected, within(1e-4f));
    }
  }

  @Test
  void gaussianWithFixedAndWithLearnedDeviation() {
    float[] x = uniform(0, 255, 1);
    float[] mean = uniform(-0.2, 1.2, 2);
    float[] raw = uniform(-8, 8, 3);
    float[] fixed = logProb(spec(Likelihood.normal(0.3)), x, mean);
    float[] learned = logProb(spec(Likelihood.normal()), x, mean, raw);
    for (int i = 0; i < N; i++) {
      assertThat(fixed[i]).isCloseTo((float) normal(x[i], mean[i], 0.3), within(1e-3f));
      double deviation = Math.exp(5 * Math.tanh(raw[i] / 5.0) - 1);
      double expected = normal(x[i], mean[i], deviation);
      assertThat(learned[i])
          .isCloseTo((float) expected, within((float) (1e-3 + 1e-5 * Math.abs(expected))));
    }
  }

  /** The density of x in its own units, for v = x / 255. */
  private static double normal(double x, double mean, double deviation) {
    double z = (x / 255 - mean) / deviation;
    return -0.5 * z * z - Math.log(deviation) - Math.log(255) - 0.5 * Math.log(2 * Math.PI);
  }

  @Test
  void discretizedLogisticIsADistributionOverTheLevels() {
    VaeSpec spec = spec(Likelihood.discretizedLogistic());
    float[] locations = uniform(-0.3, 1.3, 1);
    float[] raw = uniform(-8, 8, 2);
    float[] levels = new float[256];
    for (int level = 0; level < 256; level++) {
      levels[level] = level;
    }
    for (int i = 0; i < N; i++) {
      float[] location = new float[256];
      Arrays.fill(location, locations[i]);
      float[] scale = new float[256];
      Arrays.fill(scale, raw[i]);
      float[] logProb = logProb(spec, levels, location, scale);
      double s = Math.exp(5 * Math.tanh(raw[i] / 5.0) - 2);
      double sum = 0;
      for (int level = 0; level < 256; level++) {
        sum += Math.exp(logProb[level]);
        double upper = level == 255 ? 1 : sigmoid(((level + 0.5) / 255 - locations[i]) / s);
        double lower = level == 0 ? 0 : sigmoid(((level - 0.5) / 255 - locations[i]) / s);
        if (upper - lower > 1e-6) { // below, the difference in double has few digits itself
          assertThat((double) logProb[level])
              .as("location %s, scale %s, level %s", locations[i], s, level)
              .isCloseTo(Math.log(upper - lower), within(2e-3));
        }
      }
      assertThat(sum).isCloseTo(1, within(1e-3));
    }
  }

  /** Of draws at location 0.4, in units of v: log σ = −1 and log s = −3. */
  private static double deviation(Likelihood likelihood) {
    if (likelihood instanceof Likelihood.Bernoulli) {
      return Math.sqrt(sigmoid(0.4) * (1 - sigmoid(0.4)));
    }
    if (likelihood instanceof Likelihood.Normal fixed) {
      return fixed.standardDeviation();
    }
    // A logistic with s = e⁻³, cut off by 0 and 1 hardly at all: πs / √3.
    return likelihood instanceof Likelihood.LearnedNormal
        ? Math.exp(-1)
        : Math.PI * Math.exp(-3) / Math.sqrt(3);
  }

  @Test
  void aPixelIsOneWithItsGreyLevelAsProbability() {
    float[] grey = new float[N];
    Arrays.fill(grey, 102); // 0.4 · 255
    grey[0] = 0;
    grey[1] = 255;
    int n = 500;
    double ones = 0;
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Observation observation = Observations.compile(spec(Likelihood.bernoulli()));
      Operand<TFloat32> rows = column(tf, grey);
      Placeholder<TInt64> key = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      Operand<TFloat32> bits =
          observation.observe(tf, rows, () -> VaeNoise.freshBits(tf, rows, key));
      for (int step = 0; step < n; step++) {
        try (Run run = new Run(session)) {
          run.feed(key, RandomStream.BINARIZATION.key(1, step)).fetch(bits);
          float[] drawn = Tensors.floats((TFloat32) run.run().get(0));
          assertThat(drawn[0]).isZero();
          assertThat(drawn[1]).isEqualTo(1);
          for (int i = 2; i < N; i++) {
            ones += drawn[i];
          }
        }
      }
    }
    assertThat(ones / n / (N - 2)).isCloseTo(0.4, within(0.015));
  }

  private static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  @Test
  void drawsFollowTheDistribution() {
    int n = 20_000;
    float[] location = new float[n];
    Arrays.fill(location, 0.4f);
    float[] raw = new float[n];
    // Output a with 5 tanh(a / 5) − 2 = −3: so narrow that the ends are never reached.
    float[] narrow = new float[n];
    Arrays.fill(narrow, (float) (-5 * 0.5 * Math.log(1.2 / 0.8)));
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Operand<TInt64> key = tf.constant(new long[] {1, 2});
      for (Likelihood likelihood :
          List.of(
              Likelihood.bernoulli(),
              Likelihood.normal(0.1),
              Likelihood.normal(),
              Likelihood.discretizedLogistic())) {
        Observation observation = Observations.compile(spec(likelihood));
        List<Operand<TFloat32>> parameters =
            likelihood.parameterCount() == 1
                ? List.of(column(tf, location))
                : List.of(
                    column(tf, location),
                    column(
                        tf, likelihood instanceof Likelihood.DiscretizedLogistic ? narrow : raw));
        float[] drawn = fetch(session, observation.draw(tf, parameters, key));
        double mean = 0;
        double square = 0;
        for (float value : drawn) {
          mean += value / n;
          square += (double) value * value / n;
        }
        double deviation = Math.sqrt(square - mean * mean) / 255;
        double expected =
            likelihood instanceof Likelihood.Bernoulli ? 255 * sigmoid(0.4) : 255 * 0.4;
        assertThat(deviation).as("%s", likelihood).isCloseTo(deviation(likelihood), within(0.01));
        // The widest has a deviation of 94 grey levels: 0.7 of the mean of so many.
        assertThat(mean).as("%s", likelihood).isCloseTo(expected, within(3.0));
        assertThat(fetch(session, observation.mean(tf, parameters))[0])
            .isCloseTo((float) expected, within(0.01f));
        if (observation instanceof DiscretizedLogisticObservation) {
          for (float value : drawn) {
            assertThat(value).isBetween(0f, 255f).isEqualTo((float) Math.rint(value));
          }
        }
      }
    }
  }
}
