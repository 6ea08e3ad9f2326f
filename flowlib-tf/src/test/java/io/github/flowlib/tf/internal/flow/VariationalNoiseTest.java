package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.bijector.Bijector;
import io.github.flowlib.tf.internal.bijector.BijectorHarness;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class VariationalNoiseTest {

  private static final int D = 4;
  private static final Mask MASK = Mask.of(Mask.Kind.CHECKERBOARD);
  private static final Conditioner NET = new Conditioner.Mlp(ImmutableList.of(6), Activation.TANH);
  private static final Dequantization.Variational SPEC =
      Dequantization.variational(
          8,
          ImmutableList.of(
              new AffineCoupling(MASK, NET, 2), new AffineCoupling(MASK.flip(), NET, 2)));

  /** What happens to one row, with random weights of a given size. */
  private record Bent(float[] value, double logDet, double[][] jacobian) {}

  private static Bent bend(float[] rows, float[] noise, double weightSize) {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, D)));
      Placeholder<TFloat32> y = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, D)));
      VariationalNoise variational =
          new VariationalNoise(
              SPEC, EventShape.image(2, 2, 1), Context.none(), session.variables()::scope);
      Bijector.Mapped bent = variational.apply(new Pass(tf, Optional.empty()), x, y);
      Map<String, float[]> weights = new HashMap<>();
      SplittableRandom random = new SplittableRandom(3);
      session
          .variables()
          .trained()
          .forEach(
              variable ->
                  weights.put(
                      variable.name(), Init.uniform(weightSize).values(variable.count(), random)));
      session.assign(weights);
      float[] noisy = new float[D];
      for (int i = 0; i < D; i++) {
        noisy[i] = rows[i] + noise[i];
      }
      Operand<TFloat64> logDet = bent.logDet().sum(tf, x);
      double[][] jacobian = new double[D][];
      Bent result = null;
      for (int i = 0; i < D; i++) {
        Operand<TFloat32> output = tf.gather(bent.value(), tf.constant(i), tf.constant(1));
        Operand<TFloat32> gradient = tf.gradients(output, List.of(y)).dy(0);
        try (Run run = new Run(session)) {
          run.feed(x, Tensors.of(rows, Shape.of(1, D)));
          run.feed(y, Tensors.of(noisy, Shape.of(1, D)));
          Result all = run.fetch(bent.value()).fetch(logDet).fetch(gradient).run();
          float[] row = Tensors.floats((TFloat32) all.get(2));
          jacobian[i] = new double[D];
          for (int j = 0; j < D; j++) {
            jacobian[i][j] = row[j];
          }
          result =
              new Bent(
                  Tensors.floats((TFloat32) all.get(0)),
                  Tensors.doubles((TFloat64) all.get(1))[0],
                  jacobian);
        }
      }
      return result;
    }
  }

  @Test
  void theLogDetIsThatOfTheAutodiffJacobian() {
    Bent bent = bend(new float[] {0, 3, 7, 2}, new float[] {0.125f, 0.5f, 0.875f, 0.25f}, 0.7);
    assertThat(bent.logDet())
        .isCloseTo(BijectorHarness.logAbsDeterminant(bent.jacobian()), within(1e-4));
    assertThat(bent.logDet()).isNotCloseTo(0, within(0.1));
  }

  @Test
  void noiseNeverLeavesItsCell() {
    float least = 1f / (1 << 16);
    float[] rows = {0, 3, 7, 2};
    for (double size : new double[] {0.1, 3, 50}) {
      float[] value = bend(rows, new float[] {least, 1 - least, 1 - least, least}, size).value();
      for (int i = 0; i < D; i++) {
        assertThat((float) Math.floor(value[i])).isEqualTo(rows[i]);
        assertThat(value[i]).isGreaterThan(rows[i]);
      }
    }
  }

  @Test
  void itBeginsAsUniformNoise() {
    RealNVP.Builder builder = RealNVP.builder().image(4, 4).couplings(2).hidden(8);
    Dataset data = Fixtures.images(50, 4);
    try (FlowModel uniform = Models.create(builder.build(), 1);
        FlowModel learned = Models.create(builder.variationalDequantization(2, 8).build(), 1)) {
      uniform.fit(data, Fixtures.quick(1).learningRate(1e-12).build());
      learned.fit(data, Fixtures.quick(1).learningRate(1e-12).build());
      assertThat(learned.logProb(data)).containsExactly(uniform.logProb(data), within(16 * 4e-4));
      assertThat(learned.parameterCount()).isGreaterThan(uniform.parameterCount());
    }
  }

  /**
   * Pixels that never vary: all there is to model is the noise. The best normal density gives
   * uniform noise ½ log(2πe / 12) = 0.176 nats per pixel less than the 0 that the data deserve;
   * noise that is learned comes nearer.
   */
  @Test
  void itTightensTheBound() {
    RealNVP.Builder builder =
        RealNVP.builder().image(2, 2).couplings(2).hidden(8).noPreprocessing();
    float[][] rows = new float[1000][];
    Arrays.fill(rows, new float[] {0, 1, 2, 0});
    Dataset data = Dataset.of(rows);
    try (FlowModel uniform = Models.create(builder.build(), 1);
        FlowModel learned = Models.create(builder.variationalDequantization(2, 8).build(), 1)) {
      uniform.fit(data, Fixtures.quick(30).build());
      learned.fit(data, Fixtures.quick(30).build());
      // One row has one noise: many rows that differ in nothing else are needed for the mean.
      double gap = -meanOfFreshNoise(uniform, data);
      assertThat(gap).isBetween(0.3, 0.9);
      assertThat(-meanOfFreshNoise(learned, data)).isBetween(0.0, gap - 0.2);
    }
  }

  /** The loss of a further epoch that changes nothing. */
  private static double meanOfFreshNoise(FlowModel flow, Dataset data) {
    return -flow.fit(data, Fixtures.quick(1).learningRate(1e-12).build())
        .epochs()
        .get(0)
        .trainLoss();
  }
}
