package io.github.flowlib.tf.internal.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.VAE;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The noise of evaluation is normal, a function of the row, and unrelated from row to row. */
class VaeNoiseTest {

  private static final int ROWS = 600;
  private static final int K = 40;
  private static final int LATENT = 5;
  private static final float[][] DATA = Fixtures.images(ROWS, 3).toArray();

  private static float[] run(float[][] rows, boolean latent) {
    VaeSpec spec = VAE.builder().image(4, 4).latent(LATENT).build();
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      VaeNoise noise = new VaeNoise(spec);
      Operand<TFloat32> x = tf.constant(rows);
      Operand<TFloat32> drawn =
          latent
              ? noise.repeatableLatent(tf, x, tf.constant(K), tf.constant(new long[] {1, 2}))
              : noise.repeatableBits(tf, x);
      try (Run run = new Run(session)) {
        return Tensors.floats((TFloat32) run.fetch(drawn).run().get(0));
      }
    }
  }

  @Test
  void latentsAreStandardNormal() {
    float[] z = run(DATA, true);
    double[] moments = new double[4];
    for (float value : z) {
      assertThat(value).isFinite();
      for (int power = 0; power < 4; power++) {
        moments[power] += Math.pow(value, power + 1) / z.length;
      }
    }
    assertThat(moments[0]).isCloseTo(0, within(0.02));
    assertThat(moments[1]).isCloseTo(1, within(0.03));
    assertThat(moments[2]).isCloseTo(0, within(0.06));
    assertThat(moments[3]).isCloseTo(3, within(0.2));
  }

  @Test
  void theSameSampleOfTwoRowsIsUnrelated() {
    float[] z = run(DATA, true);
    int size = K * LATENT;
    double sum = 0;
    for (int row = 0; row + 1 < ROWS; row++) {
      // One number per row: within a row all samples have the same shift.
      int at = row % size;
      sum += z[row * size + at] * z[(row + 1) * size + at] / (ROWS - 1);
    }
    // Without shifts all rows would share their numbers, and this would be 1.
    assertThat(sum).isCloseTo(0, within(0.15));
  }

  @Test
  void aRowHasItsNoiseWhereverItStands() {
    float[] all = run(DATA, true);
    int size = K * LATENT;
    assertThat(run(new float[][] {DATA[17], DATA[4]}, true))
        .containsExactly(
            concat(
                Arrays.copyOfRange(all, 17 * size, 18 * size),
                Arrays.copyOfRange(all, 4 * size, 5 * size)));
  }

  private static float[] concat(float[] a, float[] b) {
    float[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void bitsAreUniform() {
    float[] u = run(DATA, false);
    int below = 0;
    double mean = 0;
    for (float value : u) {
      assertThat(value).isGreaterThan(0).isLessThan(1);
      below += value < 0.2 ? 1 : 0;
      mean += value / u.length;
    }
    assertThat(mean).isCloseTo(0.5, within(0.02));
    assertThat(below / (double) u.length).isCloseTo(0.2, within(0.02));
  }
}
