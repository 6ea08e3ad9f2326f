package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class DequantizerTest {

  private static final int D = 64;

  private static float[] noise(float[] rows, long... key) {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Dequantizer dequantizer = new Dequantizer(Dequantization.uniform(256), D);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, D)));
      Placeholder<TInt64> k = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      Operand<TFloat32> noisy =
          key.length == 0 ? dequantizer.evaluation(tf, x) : dequantizer.training(tf, x, k);
      try (Run run = new Run(session)) {
        run.feed(x, Tensors.of(rows, Shape.of(rows.length / D, D)));
        if (key.length > 0) {
          run.feed(k, Tensors.of(key));
        }
        float[] result = Tensors.floats((TFloat32) run.fetch(noisy).run().get(0));
        for (int i = 0; i < result.length; i++) {
          assertThat((float) Math.floor(result[i])).isEqualTo(rows[i]);
          result[i] -= rows[i];
        }
        return result;
      }
    }
  }

  private static float[] levels(int rows) {
    float[] x = new float[rows * D];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i * 37 + i / D) % 256;
    }
    return x;
  }

  private static void checkUniform(float[] u) {
    double mean = 0;
    double square = 0;
    double neighbours = 0;
    int[] bins = new int[16];
    for (int i = 0; i < u.length; i++) {
      assertThat(u[i]).isGreaterThan(0f).isLessThan(1f);
      mean += u[i] / u.length;
      square += (u[i] - 0.5) * (u[i] - 0.5) / u.length;
      neighbours += i == 0 ? 0 : (u[i] - 0.5) * (u[i - 1] - 0.5) / u.length;
      bins[(int) (16 * u[i])]++;
    }
    double error = 1 / Math.sqrt(u.length);
    assertThat(mean).isCloseTo(0.5, within(4 * 0.29 * error));
    assertThat(square).isCloseTo(1 / 12.0, within(4 * 0.075 * error));
    assertThat(neighbours).isCloseTo(0, within(4 * error / 12));
    double expected = u.length / 16.0;
    double chiSquare =
        Arrays.stream(bins).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(chiSquare).as("15 degrees of freedom").isLessThan(40);
  }

  @Test
  void evaluationNoiseIsUniformAndKeepsTheLevels() {
    checkUniform(noise(levels(500)));
  }

  @Test
  void trainingNoiseIsUniformAndFreshForEveryKey() {
    float[] first = noise(levels(500), 1, 2);
    checkUniform(first);
    assertThat(noise(levels(500), 1, 2)).containsExactly(first);
    assertThat(noise(levels(500), 1, 3)).isNotEqualTo(first);
    assertThat(noise(levels(500), 2, 2)).isNotEqualTo(first);
  }

  @Test
  void evaluationNoiseDependsOnTheContentOfTheRowAlone() {
    float[] x = levels(3);
    float[] u = noise(x);
    float[] middle = noise(Arrays.copyOfRange(x, D, 2 * D));
    assertThat(middle).containsExactly(Arrays.copyOfRange(u, D, 2 * D));
    float[] changed = Arrays.copyOfRange(x, D, 2 * D);
    changed[5] += 1;
    float[] other = noise(changed);
    Set<Integer> equal = new HashSet<>();
    for (int i = 0; i < D; i++) {
      if (other[i] == middle[i]) {
        equal.add(i);
      }
    }
    assertThat(equal)
        .as("positions with the same noise after one pixel changed")
        .hasSizeLessThan(2);
  }

  @Test
  void aRowIsScoredAlikeWhateverStandsBesideIt() {
    float[][] rows = Fixtures.images(40, 5).toArray();
    float[][] others = Fixtures.images(40, 6).toArray();
    others[17] = rows[17];
    try (FlowModel flow = Models.create(Fixtures.imageFlow(), 3)) {
      flow.fit(Fixtures.images(300, 1), Fixtures.quick(3).build());
      double together = flow.distribution().logProb(rows)[17];
      assertThat(flow.distribution().logProb(others)[17]).isEqualTo(together);
      // Matrix kernels differ with the number of rows, so another number may round differently.
      assertThat(flow.distribution().logProb(new float[][] {rows[17]})[0])
          .isCloseTo(together, within(1e-4));
    }
  }

  @Test
  void imagesComeBackFromTheirNoiseExactly() {
    float[][] rows = Fixtures.images(200, 5).toArray();
    try (FlowModel flow = Models.create(Fixtures.imageFlow(), 3)) {
      flow.fit(Fixtures.images(300, 1), Fixtures.quick(5).build());
      assertThat(flow.distribution().toData(flow.distribution().toNoise(rows))).isDeepEqualTo(rows);
    }
  }
}
