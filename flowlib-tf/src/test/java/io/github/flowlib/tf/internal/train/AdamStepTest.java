package io.github.flowlib.tf.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The optimizer against a plain Java reference in double, on the loss ½ Σ (W − T)² + ½ Σ (b − t)².
 */
class AdamStepTest {

  private static final int STEPS = 60;
  private static final double RATE = 0.05;
  private static final float START = 0.5f;

  /** In float32 1 − 0.999 has five digits. */
  private static final double CLOSE = 1e-5;

  /** What is trained; matrices are the ones that decay. */
  private record Trained(String name, Shape shape) {

    int count() {
      return (int) shape.size();
    }

    boolean isMatrix() {
      return shape.numDimensions() == 2;
    }
  }

  /** Two to a pack, of sizes that leave gaps there. */
  private static final ImmutableList<Trained> ALL =
      ImmutableList.of(
          new Trained("first", Shape.of(2, 3)),
          new Trained("bias", Shape.of(6)),
          new Trained("second", Shape.of(5, 7)),
          new Trained("scale", Shape.of(19)));

  private static final int COUNT = ALL.stream().mapToInt(Trained::count).sum();

  /** Another one for each value. */
  private static final float[] TARGETS = Init.uniform(2).values(COUNT, new SplittableRandom(4));

  /** The optimizer in a graph. */
  private static final class Fit {

    private final GraphSession session;
    private final Placeholder<TFloat64> added;
    private final AdamStep adam;

    Fit(GraphSession session, double weightDecay, double clip, double l2) {
      this.session = session;
      Ops tf = session.tf();
      Variables.Scope scope = session.variables().scope("model");
      List<Operand<TFloat32>> losses = new ArrayList<>();
      int from = 0;
      for (Trained each : ALL) {
        Operand<TFloat32> value =
            scope.trained(
                each.name(),
                each.isMatrix() ? Init.constant(START) : Init.zeros(),
                each.shape().asArray());
        Operand<TFloat32> target =
            tf.reshape(
                tf.constant(Arrays.copyOfRange(TARGETS, from, from + each.count())),
                tf.constant(each.shape().asArray()));
        losses.add(tf.nn.l2Loss(tf.math.sub(value, target)));
        from += each.count();
      }
      added = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.scalar()));
      Operand<TFloat64> loss =
          tf.math.add(tf.dtypes.cast(tf.math.addN(losses), TFloat64.class), added);
      adam =
          new AdamStep(
              session,
              loss,
              Optimizer.adam().withWeightDecay(weightDecay),
              positive(l2),
              positive(clip));
      session.assign(session.variables().initialValues(0));
      adam.initialize(session);
    }

    /** A step on the loss, plus a number that has no gradient. */
    void step(int step, double addedToLoss) {
      try (Run run = new Run(session)) {
        adam.feed(run, step, RATE);
        run.feed(added, TFloat64.scalarOf(addedToLoss)).target(adam.step()).run();
      }
    }

    /** All variables, with the moments. */
    Map<String, float[]> values() {
      return session.read(session.variables().all());
    }
  }

  private static OptionalDouble positive(double value) {
    return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0.1, 0, 0", "0, 0.5, 0", "0.1, 0.5, 0", "0, 0, 0.3", "0.1, 0.5, 0.3"})
  void followsTheReference(double weightDecay, double clip, double l2) {
    try (GraphSession apart = new GraphSession();
        GraphSession packed = GraphSession.ofTraining(Device.cpu(), Training.builder().build())) {
      followsTheReference(new Fit(apart, weightDecay, clip, l2), weightDecay, clip, l2);
      followsTheReference(new Fit(packed, weightDecay, clip, l2), weightDecay, clip, l2);
      assertThat(apart.variables().trainedStores()).hasSize(4);
      assertThat(packed.variables().trainedStores()).hasSize(2);
    }
  }

  private static void followsTheReference(Fit fit, double weightDecay, double clip, double l2) {
    for (int step = 0; step < STEPS; step++) {
      fit.step(step, 0);
    }
    Map<String, float[]> values = fit.values();
    double[] expected = reference(weightDecay, clip, l2);
    int next = 0;
    for (Trained each : ALL) {
      for (float value : values.get("model/" + each.name())) {
        assertThat((double) value).as(each.name()).isCloseTo(expected[next++], within(CLOSE));
      }
    }
    assertThat(next).isEqualTo(COUNT);
  }

  /** The gradients are finite, so a step that did not look at the loss would go on. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aLossThatIsNoNumberMovesNothing(double broken) {
    try (GraphSession apart = new GraphSession();
        GraphSession packed = GraphSession.ofTraining(Device.cpu(), Training.builder().build())) {
      movesNothing(new Fit(apart, 0.1, 0.5, 0.3), broken);
      movesNothing(new Fit(packed, 0.1, 0.5, 0.3), broken);
    }
  }

  private static void movesNothing(Fit fit, double broken) {
    fit.step(0, 0);
    Map<String, float[]> before = fit.values();
    assertThat(before).hasSize(3 * ALL.size());
    for (int again = 0; again < 20; again++) { // threads race anew each time
      assertThatExceptionOfType(TFInvalidArgumentException.class)
          .isThrownBy(() -> fit.step(1, broken));
    }
    Map<String, float[]> after = fit.values();
    before.forEach((name, values) -> assertThat(after.get(name)).as(name).isEqualTo(values));
    fit.step(1, 0);
    Map<String, float[]> moved = fit.values();
    before.forEach((name, values) -> assertThat(moved.get(name)).as(name).isNotEqualTo(values));
  }

  private static double[] reference(double weightDecay, double clip, double l2) {
    double[] x = new double[COUNT];
    boolean[] matrix = new boolean[COUNT];
    int from = 0;
    for (Trained each : ALL) {
      Arrays.fill(matrix, from, from + each.count(), each.isMatrix());
      Arrays.fill(x, from, from + each.count(), each.isMatrix() ? START : 0);
      from += each.count();
    }
    double[] m = new double[COUNT];
    double[] v = new double[COUNT];
    for (int step = 1; step <= STEPS; step++) {
      double[] g = new double[COUNT];
      double norm = 0;
      for (int i = 0; i < g.length; i++) {
        // Penalty and decay are for matrices alone.
        g[i] = x[i] - TARGETS[i] + (matrix[i] ? l2 * x[i] : 0);
        norm += g[i] * g[i];
      }
      double scale = clip > 0 ? clip / Math.max(Math.sqrt(norm), clip) : 1;
      for (int i = 0; i < g.length; i++) {
        x[i] -= matrix[i] ? RATE * weightDecay * x[i] : 0;
        m[i] = 0.9 * m[i] + 0.1 * g[i] * scale;
        v[i] = 0.999 * v[i] + 0.001 * g[i] * scale * g[i] * scale;
        double rate = RATE * Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
        x[i] -= rate * m[i] / (Math.sqrt(v[i]) + 1e-8);
      }
    }
    return x;
  }
}
