package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class LogDetTest {

  private static final int WIDE = 100;

  @Test
  void ofNothingItIsZeroForEveryRow() {
    assertThat(sum(tf -> LogDet.zero())).containsExactly(0, 0);
  }

  @Test
  void termsOfAnyWidthAndNumbersOfEveryRowAddUp() {
    // Rows are 1 and 2 in every column of 2 + 3 + 100.
    assertThat(
            sum(
                tf ->
                    LogDet.sumOf(filled(tf, 2))
                        .plus(LogDet.ofEveryRow(tf.constant(0.25)))
                        .plus(LogDet.sumOf(filled(tf, WIDE)))
                        .plus(LogDet.zero())
                        .plus(LogDet.sumOf(filled(tf, 3)))
                        .plus(LogDet.ofEveryRow(tf.constant(-1.0)))))
        .containsExactly(
            new double[] {2 + 3 + WIDE - 0.75, 2 * (2 + 3 + WIDE) - 0.75}, within(1e-12));
    assertThat(sum(tf -> LogDet.ofEveryRow(tf.constant(3.0)))).containsExactly(3, 3);
  }

  /** 2²⁴ + 1 − 2²⁴ is 1 in double, and 0 in float32. */
  @Test
  void narrowTermsAreSummedInDouble() {
    assertThat(
            sum(
                tf ->
                    LogDet.sumOf(tf.constant(new float[][] {{0x1p24f}, {0}}))
                        .plus(LogDet.sumOf(tf.constant(new float[][] {{1}, {1}})))
                        .plus(LogDet.sumOf(tf.constant(new float[][] {{-0x1p24f}, {0}})))))
        .containsExactly(1, 1);
  }

  private static Operand<TFloat32> filled(Ops tf, int columns) {
    float[][] values = new float[2][columns];
    Arrays.fill(values[0], 1);
    Arrays.fill(values[1], 2);
    return tf.constant(values);
  }

  private interface Made {

    LogDet by(Ops tf);
  }

  private static double[] sum(Made made) {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Operand<TFloat64> sum = made.by(tf).sum(tf, tf.constant(new float[2][4]));
      try (Run run = new Run(session)) {
        return Tensors.doubles((TFloat64) run.fetch(sum).run().get(0));
      }
    }
  }
}
