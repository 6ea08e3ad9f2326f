package io.github.flowlib.tf.internal.train;

import static io.github.flowlib.tf.Runs.DATA;
import static io.github.flowlib.tf.Runs.EPOCHS;
import static io.github.flowlib.tf.Runs.VALIDATION;
import static io.github.flowlib.tf.Runs.assertSameBits;
import static io.github.flowlib.tf.Runs.flow;
import static io.github.flowlib.tf.Runs.stopAfter;
import static io.github.flowlib.tf.Runs.training;
import static io.github.flowlib.tf.Runs.withoutSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.model.FlowModel;
import io.github.flowlib.tf.Runs;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.rows.Scoring;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Averaged weights are those that count, in every use of them. */
class WeightAverageTest {

  private static final double DECAY = 0.9;

  @TempDir private Path temporary;

  /** The run that nothing disturbed. */
  private static FlowModel whole;

  private static TrainingReport expected;

  @BeforeAll
  static void train() {
    whole = flow(3);
    expected = whole.fit(DATA, averaged().build());
  }

  @AfterAll
  static void close() {
    whole.close();
  }

  /** Σ decayᵗ⁻ˢ wₛ / Σ decayᵗ⁻ˢ over the weights after steps 1 … t, in double. */
  @Test
  void isTheWeightedMeanOfTheWeightsAfterEveryStep() {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Operand<TFloat32> w = session.variables().scope("model").trained("w", Init.constant(5f), 3);
      Operand<TFloat32> goal = tf.constant(new float[] {1, -2, 30});
      AdamStep adam =
          new AdamStep(
              session,
              tf.dtypes.cast(tf.nn.l2Loss(tf.math.sub(w, goal)), TFloat64.class),
              Optimizer.adam(),
              OptionalDouble.empty(),
              OptionalDouble.empty());
      WeightAverage average = new WeightAverage(session, DECAY, adam.step());
      session.assign(session.variables().initialValues(0));
      adam.initialize(session);
      average.initialize();
      double[] sum = new double[3];
      double total = 0;
      for (int step = 0; step < 25; step++) {
        try (Run run = new Run(session)) {
          adam.feed(run, step, 0.5);
          average.feed(run, step);
          run.target(average.step()).run();
        }
        float[] now = session.read(session.variables().trained()).get("model/w");
        total = DECAY * total + 1;
        for (int i = 0; i < 3; i++) {
          sum[i] = DECAY * sum[i] + now[i];
          assertThat((double) average.read().get("model/w")[i])
              .as("value %s after step %s", i, step + 1)
              .isCloseTo(sum[i] / total, within(1e-5));
        }
      }
      Map<String, float[]> moving = session.read(session.variables().trained());
      float[] seen =
          average.inPlace(() -> session.read(session.variables().trained()).get("model/w"));
      assertThat(seen).containsExactly(average.read().get("model/w"));
      assertThat(session.read(session.variables().trained()).get("model/w"))
          .containsExactly(moving.get("model/w"));
      assertThat(Arrays.equals(seen, moving.get("model/w"))).isFalse();
    }
  }

  /** Losses of the steps are the same; what is validated, kept and shown is the average. */
  @Test
  void validationSnapshotsAndTheModelAreOfTheAverage() {
    List<Double> shown = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          private Snapshots snapshots;

          @Override
          public void onStart(TrainingStart start) {
            snapshots = start.snapshots();
          }

          @Override
          public void onEpochEnd(EpochEnd epoch) {
            try (FlowModel copy = snapshots.take(FlowModel.class)) {
              shown.add(-Scoring.sum(copy.logProb(VALIDATION)) / VALIDATION.rows());
            }
          }
        };
    try (FlowModel plain = flow(3);
        FlowModel averaged = flow(3)) {
      TrainingReport without = plain.fit(DATA, training().build());
      TrainingReport with =
          averaged.fit(DATA, training().averageWeights(DECAY).listener(listener).build());
      for (int i = 0; i < EPOCHS; i++) {
        EpochEnd one = without.epochs().get(i);
        EpochEnd other = with.epochs().get(i);
        assertThat(other.trainLoss()).isEqualTo(one.trainLoss());
        assertThat(other.validationLoss()).isNotEqualTo(one.validationLoss());
        assertThat(shown.get(i)).isCloseTo(other.validationLoss().orElseThrow(), within(1e-9));
      }
      assertThat(-averaged.evaluate(VALIDATION).logLikelihood())
          .isCloseTo(
              with.epochs().get(with.bestEpoch() - 1).validationLoss().orElseThrow(), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 11})
  void aResumedRunEndsWithTheSameBits(long last) {
    Checkpoints where = Checkpoints.in(temporary).withEverySteps(2);
    try (FlowModel killed = flow(3);
        FlowModel resumed = flow(99)) {
      assertThatThrownBy(
              () ->
                  killed.fit(DATA, averaged().checkpoints(where).listener(stopAfter(last)).build()))
          .isInstanceOf(Runs.Stop.class);
      TrainingReport report = resumed.fit(DATA, averaged().checkpoints(where.resumed()).build());
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertSameBits(resumed, whole);
    }
  }

  @Test
  void aRunIsNotResumedWithAnotherAverage() {
    Checkpoints where = Checkpoints.in(temporary).resumed();
    try (FlowModel model = flow(3)) {
      model.fit(DATA, averaged().checkpoints(where).build());
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, training().checkpoints(where).build()))
          .withMessageContaining(
              "is of another run: averageDecay: 0.9 there, but null here; resume with");
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, averaged().l2(0.5).checkpoints(where).build()))
          .withMessageContaining("is of another run: l2: null there, but 0.5 here; resume with");
    }
  }

  private static Training.Builder averaged() {
    return training().averageWeights(DECAY);
  }
}
