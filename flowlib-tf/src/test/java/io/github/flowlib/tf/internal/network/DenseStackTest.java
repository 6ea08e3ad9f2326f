package io.github.flowlib.tf.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Floats;
import io.github.flowlib.device.Device;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class DenseStackTest {

  private static final int ROWS = 3;
  private static final int INPUTS = 700;
  private static final int OUTPUTS = 5;

  /** A step of a flow goes through a wide network by columns on the CPU, all else by rows. */
  @Test
  void columnsGiveWhatRowsGiveAndTheSameGradients() {
    List<float[]> byRows = resultAndGradients(1000, Device.gpu(0));
    List<float[]> byColumns = resultAndGradients(1000, Device.cpu());
    assertThat(byRows).hasSameSizeAs(byColumns);
    for (int i = 0; i < byRows.size(); i++) {
      float[] rows = byRows.get(i);
      float[] columns = byColumns.get(i);
      assertThat(columns).hasSameSizeAs(rows);
      // A loop of our own: AssertJ takes a minute for a million of them.
      double largest = 0;
      for (int j = 0; j < rows.length; j++) {
        double difference = Math.abs(columns[j] - rows[j]);
        largest = Math.max(largest, difference);
      }
      assertThat(largest).isLessThanOrEqualTo(2e-4);
      assertThat(Floats.asList(rows)).anyMatch(value -> Math.abs(value) > 0.01);
    }
  }

  @Test
  void onlyAWideNetworkGoesByColumnsAndOnlyForAStepOnTheCpu() {
    assertThat(lastOperation(1000, Device.cpu())).isEqualTo("Transpose");
    assertThat(lastOperation(1000, Device.gpu(0))).isEqualTo("BiasAdd");
    assertThat(lastOperation(100, Device.cpu())).isEqualTo("BiasAdd");
    try (GraphSession session = new GraphSession()) {
      Pass answer = new Pass(session.tf(), Optional.empty());
      assertThat(typeOf(stack(session, 1000).apply(answer, input(session.tf()))))
          .isEqualTo("BiasAdd");
    }
  }

  private static String lastOperation(int units, Device device) {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      return typeOf(stack(session, units).apply(passOfStep(tf, device), input(tf)));
    }
  }

  private static String typeOf(Operand<?> result) {
    return result.asOutput().op().type();
  }

  private static DenseStack stack(GraphSession session, int units) {
    return DenseStack.declare(
        new Conditioner.Mlp(List.of(units, units), Activation.RELU, OptionalDouble.empty()),
        INPUTS,
        OUTPUTS,
        (layer, inputs, outputs) -> Init.uniform(1 / Math.sqrt(inputs)),
        session.variables().scope("net"));
  }

  private static Placeholder<TFloat32> input(Ops tf) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(ROWS, INPUTS)));
  }

  private static Pass passOfStep(Ops tf, Device device) {
    return Pass.training(
        tf,
        device,
        Optional.empty(),
        tf.constant(new double[ROWS]),
        tf.constant(new long[] {1, 2}));
  }

  /** The outputs, and the gradient of the sum of their squares for x and for all weights. */
  private static List<float[]> resultAndGradients(int units, Device device) {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      DenseStack stack = stack(session, units);
      Placeholder<TFloat32> x = input(tf);
      Operand<TFloat32> y = stack.apply(passOfStep(tf, device), x);
      Operand<TFloat32> loss = tf.reduceSum(tf.math.square(y), tf.constant(new int[] {0, 1}));
      List<Operand<TFloat32>> sources = new ArrayList<>(stack.weights());
      sources.add(0, x);
      Gradients gradients = tf.gradients(loss, sources);
      Map<String, float[]> weights = session.variables().initialValues(7);
      weights.replaceAll((name, values) -> name.endsWith("bias") ? shifted(values.length) : values);
      session.assign(weights);
      float[] rows = Init.uniform(1).values(ROWS * INPUTS, new SplittableRandom(8));
      try (Run run = new Run(session)) {
        run.feed(x, Tensors.of(rows, Shape.of(ROWS, INPUTS))).fetch(y);
        for (int i = 0; i < sources.size(); i++) {
          run.fetch(gradients.<TFloat32>dy(i));
        }
        Result result = run.run();
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i <= sources.size(); i++) {
          all.add(Tensors.floats((TFloat32) result.get(i)));
        }
        return all;
      }
    }
  }

  private static float[] shifted(int count) {
    return Init.uniform(0.5).values(count, new SplittableRandom(count));
  }
}
