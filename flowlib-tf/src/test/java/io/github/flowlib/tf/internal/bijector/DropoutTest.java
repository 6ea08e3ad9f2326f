package io.github.flowlib.tf.internal.bijector;

import static io.github.flowlib.tf.Runs.DATA;
import static io.github.flowlib.tf.Runs.VALIDATION;
import static io.github.flowlib.tf.Runs.assertSameBits;
import static io.github.flowlib.tf.Runs.stopAfter;
import static io.github.flowlib.tf.Runs.training;
import static io.github.flowlib.tf.Runs.withoutSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.IAF;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Samples;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Runs;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.network.Dropout;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.TrainingReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Units are left out in training alone, and the same ones when a run is resumed. */
class DropoutTest {

  private static final double RATE = 0.3;

  @TempDir private Path temporary;

  @Test
  void leavesOutTheShareByStepAndLayer() {
    int rows = 100;
    int units = 50;
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Operand<TFloat32> h = tf.fill(tf.constant(new int[] {rows, units}), tf.constant(2f));
      Dropout one = Dropout.of(OptionalDouble.of(RATE), "one");
      Dropout other = Dropout.of(OptionalDouble.of(RATE), "other");
      Pass step7 = passOfStep(tf, 7);
      assertThat(one.apply(new Pass(tf, Optional.empty()), h)).isSameAs(h);
      assertThat(Dropout.of(OptionalDouble.empty(), "one").apply(step7, h)).isSameAs(h);
      try (Run run = new Run(session)) {
        run.fetch(one.apply(step7, h)).fetch(one.apply(passOfStep(tf, 7), h));
        run.fetch(one.apply(passOfStep(tf, 8), h)).fetch(other.apply(step7, h));
        Result result = run.run();
        float[] first = Tensors.floats((TFloat32) result.get(0));
        int zeros = 0;
        for (float value : first) {
          assertThat(value == 0 || value == (float) (2 / (1 - RATE))).isTrue();
          zeros += value == 0 ? 1 : 0;
        }
        double deviation = Math.sqrt(rows * units * RATE * (1 - RATE));
        assertThat((double) zeros).isCloseTo(RATE * rows * units, within(4 * deviation));
        assertThat(Tensors.floats((TFloat32) result.get(1))).containsExactly(first);
        for (int i = 2; i < 4; i++) {
          float[] another = Tensors.floats((TFloat32) result.get(i));
          int differences = 0;
          for (int j = 0; j < first.length; j++) {
            differences += another[j] == first[j] ? 0 : 1;
          }
          // Independent ones differ where one is 0 and the other is not.
          assertThat((double) differences)
              .isCloseTo(2 * RATE * (1 - RATE) * rows * units, within(4 * deviation));
        }
      }
    }
  }

  private static Pass passOfStep(Ops tf, long step) {
    return Pass.training(
        tf,
        Device.cpu(),
        Optional.empty(),
        tf.constant(new double[0]),
        tf.constant(new long[] {5, step}));
  }

  /** The network of every value is the same one, or the slopes would not be those of one map. */
  @Test
  void theSlowDirectionOfAnAutoregressiveTransformLeavesOutTheSameUnits() {
    int d = 5;
    Autoregressive spec =
        (Autoregressive)
            IAF.builder()
                .dimension(d)
                .layers(1)
                .hidden(16)
                .dropout(0.5)
                .build()
                .transforms()
                .get(0);
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      AutoregressiveBijector bijector =
          new AutoregressiveBijector(
              spec, EventShape.vector(d), Context.none(), session.variables().scope("layer"));
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, d)));
      Bijector.Mapped mapped = bijector.forward(passOfStep(tf, 3), x);
      // The fast direction of a pass of the same step undoes it only if it has the same units.
      Operand<TFloat32> back = bijector.inverse(passOfStep(tf, 3), mapped.value());
      Operand<TFloat32> otherStep = bijector.inverse(passOfStep(tf, 4), mapped.value());
      Operand<TFloat64> logDets = mapped.logDet().sum(tf, x);
      session.assign(session.variables().initialValues(1));
      SplittableRandom random = new SplittableRandom(2);
      session.variables().trained().stream()
          .filter(variable -> variable.name().startsWith("layer/last"))
          .forEach(
              variable ->
                  session.assign(
                      Map.of(variable.name(), Init.uniform(0.5).values(variable.count(), random))));
      float[] rows = Init.uniform(1).values(4 * d, random);
      try (Run run = new Run(session)) {
        run.feed(x, Tensors.of(rows, Shape.of(4, d)));
        Result result = run.fetch(back).fetch(otherStep).fetch(logDets).run();
        assertThat(Tensors.floats((TFloat32) result.get(0))).containsExactly(rows, within(1e-4f));
        float[] other = Tensors.floats((TFloat32) result.get(1));
        assertThat(other[d - 1]).isNotCloseTo(rows[d - 1], within(1e-3f));
        assertThat(Arrays.stream(Tensors.doubles((TFloat64) result.get(2))))
            .allMatch(logDet -> Math.abs(logDet) > 1e-3);
      }
    }
  }

  private static FlowSpec spec(boolean dropout) {
    RealNVP.Builder builder = RealNVP.builder().image(4, 4).couplings(2).hidden(16).conditional(3);
    return (dropout ? builder.dropout(RATE) : builder).build();
  }

  @Test
  void validationAndTheModelLeaveOutNothing() throws Exception {
    try (FlowModel model = Models.create(spec(true), 3);
        FlowModel without = Models.create(spec(false), 3)) {
      TrainingReport report = model.fit(DATA, training().build());
      TrainingReport reportWithout = without.fit(DATA, training().build());
      assertThat(report.epochs().get(1).trainLoss())
          .isNotEqualTo(reportWithout.epochs().get(1).trainLoss());
      double loss = report.epochs().get(report.bestEpoch() - 1).validationLoss().orElseThrow();
      assertThat(model.evaluate(VALIDATION).logLikelihood()).isCloseTo(-loss, within(1e-6));
      model.save(temporary.resolve("model"));
      try (FlowModel loaded = Models.loadFlow(temporary.resolve("model"))) {
        assertThat(loaded.spec()).isEqualTo(spec(true));
        assertSameBits(loaded, model);
      }
    }
  }

  /** Networks that read a context, leave out units and normalise batches, but not when asked. */
  @Test
  void samplesHaveTheDensityThatTheyWereDrawnWith() {
    FlowSpec spec =
        RealNVP.builder()
            .dimension(2)
            .couplings(2)
            .hidden(16)
            .conditional(2)
            .dropout(RATE)
            .batchNorm()
            .build();
    try (FlowModel flow = Models.create(spec, 3)) {
      flow.fit(Fixtures.moons(200, 1), Fixtures.quick(3).build());
      for (int label = 0; label < 2; label++) {
        Distribution p = flow.given(label);
        Samples samples = p.sampleAndLogProb(50, 7, 1);
        assertThat(p.sample(50, 7)).isDeepEqualTo(samples.rows());
        assertThat(p.logProb(samples.rows())).containsExactly(samples.logProb());
        float[] single = samples.rows()[0];
        assertThat(p.logProb(new float[][] {single})[0])
            .as("alone")
            .isCloseTo(samples.logProb()[0], within(1e-4));
      }
    }
  }

  @Test
  void aResumedRunEndsWithTheSameBits() {
    Checkpoints where = Checkpoints.in(temporary).withEverySteps(2);
    try (FlowModel whole = Models.create(spec(true), 3);
        FlowModel killed = Models.create(spec(true), 3);
        FlowModel resumed = Models.create(spec(true), 9)) {
      TrainingReport expected = whole.fit(DATA, training().build());
      assertThatThrownBy(
              () -> killed.fit(DATA, training().checkpoints(where).listener(stopAfter(9)).build()))
          .isInstanceOf(Runs.Stop.class);
      TrainingReport report = resumed.fit(DATA, training().checkpoints(where.resumed()).build());
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertSameBits(resumed, whole);
    }
  }
}
