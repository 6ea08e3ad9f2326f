package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.device.Device;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Batch normalisation of Papamakarios et al. 2017, appendix B, in double: both modes, and in
 * training the gradients through the statistics of the batch.
 */
class BatchNormReferenceTest {

  private static final int ROWS = 7;
  private static final double EPSILON = 0.01;

  static List<Arguments> shapes() {
    return List.of(
        Arguments.of(EventShape.vector(4), true, 4),
        Arguments.of(EventShape.image(2, 3, 2), true, 2),
        Arguments.of(EventShape.image(2, 3, 2), false, 12));
  }

  /** Values and parameters of a layer, and what it makes of them. */
  private record Reference(int channels, double[] x, double[] logScale, double[] shift) {

    int positions() {
      return x.length / channels;
    }

    double mean(int c) {
      double sum = 0;
      for (int i = c; i < x.length; i += channels) {
        sum += x[i];
      }
      return sum / positions();
    }

    double variance(int c) {
      double sum = 0;
      for (int i = c; i < x.length; i += channels) {
        sum += Math.pow(x[i] - mean(c), 2);
      }
      return sum / positions();
    }

    double[] z(double[] means, double[] variances) {
      double[] z = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int c = i % channels;
        z[i] =
            (x[i] - means[c]) / Math.sqrt(variances[c] + EPSILON) * Math.exp(logScale[c])
                + shift[c];
      }
      return z;
    }

    /** Of one row. */
    double logDet(double[] variances) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += logScale[c] - 0.5 * Math.log(variances[c] + EPSILON);
      }
      return sum * positions() / ROWS;
    }

    double[] means() {
      double[] means = new double[channels];
      for (int c = 0; c < channels; c++) {
        means[c] = mean(c);
      }
      return means;
    }

    double[] variances() {
      double[] variances = new double[channels];
      for (int c = 0; c < channels; c++) {
        variances[c] = variance(c);
      }
      return variances;
    }

    /** Σ a ⊙ sin z − Σ log |det| over the rows, with the statistics of the batch. */
    double loss(double[] a) {
      double[] z = z(means(), variances());
      double sum = -ROWS * logDet(variances());
      for (int i = 0; i < z.length; i++) {
        sum += a[i] * Math.sin(z[i]);
      }
      return sum;
    }
  }

  private static double[] random(int count, SplittableRandom random) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.5 * random.nextGaussian() + 0.3);
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void followsTheFormulaInBothModes(EventShape shape, boolean perChannel, int channels) {
    SplittableRandom random = new SplittableRandom(5);
    int d = shape.dimension();
    Reference reference =
        new Reference(
            channels, random(ROWS * d, random), random(channels, random), random(channels, random));
    double[] means = random(channels, random);
    double[] variances = random(channels, random);
    for (int c = 0; c < channels; c++) {
      variances[c] *= variances[c];
    }
    double[] a = random(ROWS * d, random);
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      BatchNormBijector layer =
          new BatchNormBijector(
              new BatchNorm(perChannel, EPSILON), shape, session.variables().scope("layer"));
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, d)));
      Bijector.Mapped training =
          layer.forward(
              Pass.training(
                  tf,
                  Device.cpu(),
                  Optional.empty(),
                  tf.fill(tf.array(ROWS), tf.constant(1.0 / ROWS)),
                  tf.constant(new long[] {0, 0})),
              x);
      Bijector.Mapped evaluation = layer.forward(new Pass(tf, Optional.empty()), x);
      Operand<TFloat64> logDet = training.logDet().sum(tf, x);
      Operand<TFloat64> evaluationLogDet = evaluation.logDet().sum(tf, x);
      Operand<TFloat32> weights =
          tf.reshape(tf.constant(floats(a)), tf.constant(new int[] {ROWS, d}));
      Operand<TFloat64> loss =
          tf.math.sub(
              tf.reduceSum(
                  tf.dtypes.cast(
                      tf.math.mul(weights, tf.math.sin(training.value())), TFloat64.class),
                  tf.constant(new int[] {0, 1})),
              tf.reduceSum(logDet, tf.constant(0)));
      List<Variables.Variable> trained = session.variables().trained();
      Gradients gradients =
          tf.gradients(loss, List.of(x, trained.get(0).value(), trained.get(1).value()));
      session.assign(
          Map.of(
              "layer/log_scale", floats(reference.logScale()),
              "layer/shift", floats(reference.shift()),
              "layer/mean", floats(means),
              "layer/variance", floats(variances)));
      try (Run run = new Run(session)) {
        run.feed(x, Tensors.of(floats(reference.x()), Shape.of(ROWS, d)));
        run.fetch(training.value()).fetch(logDet);
        run.fetch(evaluation.value()).fetch(evaluationLogDet);
        for (int i = 0; i < 3; i++) {
          run.fetch(gradients.<TFloat32>dy(i));
        }
        Result result = run.run();
        assertClose(result, 0, reference.z(reference.means(), reference.variances()));
        assertLogDet(result, 1, reference.logDet(reference.variances()));
        assertClose(result, 2, reference.z(means, variances));
        assertLogDet(result, 3, reference.logDet(variances));
        assertThat(trained)
            .extracting(Variables.Variable::name)
            .containsExactly("layer/log_scale", "layer/shift");
        assertClose(result, 4, slopes(reference, reference.x(), a));
        assertClose(result, 5, slopes(reference, reference.logScale(), a));
        assertClose(result, 6, slopes(reference, reference.shift(), a));
      }
    }
  }

  /**
   * Central differences of the loss by some numbers of the reference, which come back as they were.
   */
  private static double[] slopes(Reference reference, double[] of, double[] a) {
    double h = 1e-5;
    double[] slopes = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      double before = of[i];
      of[i] = before + h;
      double above = reference.loss(a);
      of[i] = before - h;
      double below = reference.loss(a);
      of[i] = before;
      slopes[i] = (above - below) / (2 * h);
    }
    return slopes;
  }

  private static void assertClose(Result result, int index, double[] expected) {
    float[] found = Tensors.floats((TFloat32) result.get(index));
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .as("value %s of output %s", i, index)
          .isCloseTo(expected[i], within(2e-5 * (1 + Math.abs(expected[i]))));
    }
  }

  private static void assertLogDet(Result result, int index, double expected) {
    double[] found = Tensors.doubles((TFloat64) result.get(index));
    assertThat(found).hasSize(ROWS);
    for (double value : found) {
      assertThat(value).isCloseTo(expected, within(1e-5));
    }
  }
}
