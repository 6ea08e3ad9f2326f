package io.github.flowlib.tf.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Training;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The optimizer against a plain Java reference in double, on the loss ½ Σ (W − T)² + ½ Σ (b − t)².
 */
class AdamStepTest {

  private static final int N = 6;
  private static final int STEPS = 60;

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0.1, 0, 0", "0, 0.5, 0", "0.1, 0.5, 0", "0, 0, 0.3", "0.1, 0.5, 0.3"})
  void followsTheReference(double weightDecay, double clip, double l2) {
    try (GraphSession apart = new GraphSession();
        GraphSession packed = GraphSession.ofTraining(Device.cpu(), Training.builder().build())) {
      followsTheReference(apart, weightDecay, clip, l2);
      followsTheReference(packed, weightDecay, clip, l2);
    }
  }

  private static void followsTheReference(
      GraphSession session, double weightDecay, double clip, double l2) {
    SplittableRandom random = new SplittableRandom(4);
    float[] target = Init.uniform(2).values(2 * N, random);
    Optimizer.Adam spec = Optimizer.adam().withWeightDecay(weightDecay);
    Ops tf = session.tf();
    Variables.Scope scope = session.variables().scope("model");
    Operand<TFloat32> w = scope.trained("weights", Init.constant(0.5f), 2, N / 2);
    Operand<TFloat32> b = scope.trained("bias", Init.zeros(), N);
    Operand<TFloat32> goalW =
        tf.reshape(tf.constant(Arrays.copyOf(target, N)), tf.constant(new int[] {2, N / 2}));
    Operand<TFloat32> goalB = tf.constant(Arrays.copyOfRange(target, N, 2 * N));
    Operand<TFloat32> loss =
        tf.math.add(tf.nn.l2Loss(tf.math.sub(w, goalW)), tf.nn.l2Loss(tf.math.sub(b, goalB)));
    AdamStep adam =
        new AdamStep(
            session, tf.dtypes.cast(loss, TFloat64.class), spec, positive(l2), positive(clip));
    session.assign(session.variables().initialValues(0));
    adam.initialize(session);
    for (int step = 0; step < STEPS; step++) {
      try (Run run = new Run(session)) {
        adam.feed(run, step, 0.05);
        run.target(adam.step()).run();
      }
    }
    Map<String, float[]> values = session.read(session.variables().all());
    float[] weights = values.get("model/weights");
    float[] bias = values.get("model/bias");
    double[] expected = reference(target, weightDecay, clip, l2);
    for (int i = 0; i < N; i++) {
      assertThat((double) weights[i]).isCloseTo(expected[i], within(5e-6));
      assertThat((double) bias[i]).isCloseTo(expected[N + i], within(5e-6));
    }
  }

  private static OptionalDouble positive(double value) {
    return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static double[] reference(float[] target, double weightDecay, double clip, double l2) {
    double[] x = new double[2 * N];
    Arrays.fill(x, 0, N, 0.5);
    double[] m = new double[2 * N];
    double[] v = new double[2 * N];
    for (int step = 1; step <= STEPS; step++) {
      double[] g = new double[2 * N];
      double norm = 0;
      for (int i = 0; i < g.length; i++) {
        // Penalty and decay are for the matrix alone.
        g[i] = x[i] - target[i] + (i < N ? l2 * x[i] : 0);
        norm += g[i] * g[i];
      }
      double scale = clip > 0 ? clip / Math.max(Math.sqrt(norm), clip) : 1;
      for (int i = 0; i < g.length; i++) {
        x[i] -= i < N ? 0.05 * weightDecay * x[i] : 0;
        m[i] = 0.9 * m[i] + 0.1 * g[i] * scale;
        v[i] = 0.999 * v[i] + 0.001 * g[i] * scale * g[i] * scale;
        double rate = 0.05 * Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
        x[i] -= rate * m[i] / (Math.sqrt(v[i]) + 1e-8);
      }
    }
    return x;
  }
}
