package io.github.flowlib.tf.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingDivergedException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A loss, gradient or weight that is not finite. */
class DivergenceTest {

  @Test
  void divergenceIsAnErrorAndKeepsFiniteWeights() {
    Dataset data = Fixtures.moons(200, 1);
    FlowSpec fragile = RealNVP.builder().dimension(2).couplings(4).logScaleBound(20).build();
    try (FlowModel flow = Models.create(fragile)) {
      TrainingDivergedException thrown =
          catchThrowableOfType(
              TrainingDivergedException.class,
              () -> flow.fit(data, Fixtures.quick(50).learningRate(1e6).build()));
      assertThat(thrown)
          .hasMessageContaining("training diverged at step " + thrown.step())
          .hasMessageContaining("learningRate")
          .hasMessageContaining("; the last losses were ");
      assertThat(thrown.lastLosses()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
      assertThat(Arrays.stream(flow.logProb(data))).allMatch(Double::isFinite);
    }
  }

  /** A transform whose results are not finite, and one whose results have no finite squares. */
  @ParameterizedTest
  @CsvSource({
    "1e-30, the output of transform 1 (FixedAffine)",
    "1e-10, the log-density of the noise"
  })
  void theFirstThatWasNotFiniteIsNamed(double scale, String expected) {
    float[][] rows = Fixtures.moons(50, 1).toArray();
    rows[7][0] = 1e10f;
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(2),
            Context.none(),
            Dequantization.none(),
            List.of(
                new AffineCoupling(Mask.keeping(0), Conditioner.mlp(Activation.RELU, 8), 2),
                FixedAffine.of(0, scale)),
            Base.normal());
    try (FlowModel flow = Models.create(spec)) {
      TrainingDivergedException thrown =
          catchThrowableOfType(
              TrainingDivergedException.class,
              () -> flow.fit(Dataset.of(rows), Fixtures.quick(5).build()));
      assertThat(thrown.step()).isEqualTo(1);
      assertThat(thrown.firstNotFinite()).contains(expected);
      assertThat(thrown)
          .hasMessageContaining("; the first that was not finite was " + expected + ";");
    }
  }

  /**
   * The loss of a step is that of the weights before it: the last step can ruin what nobody scores.
   */
  @Test
  void weightsRuinedByTheLastStepAreNotTaken() {
    Dataset data = Fixtures.moons(50, 1);
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      double[] before = flow.logProb(data);
      Training oneStep =
          Training.builder()
              .epochs(1)
              .batchSize(50)
              .learningRate(1e38)
              .schedule(Schedule.constant())
              .optimizer(Optimizer.adam().withWeightDecay(1e38))
              .build();
      assertThatThrownBy(() -> flow.fit(data, oneStep))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("training diverged at step 1: weights of");
      assertThat(flow.logProb(data)).containsExactly(before);
    }
  }

  /** They are numbers, but so large that under them nothing has a density. */
  @Test
  void weightsThatGiveNoRowADensityAreNotTaken() {
    Dataset data = Fixtures.moons(50, 1);
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      double[] before = flow.logProb(data);
      Training oneStep =
          Training.builder()
              .epochs(1)
              .batchSize(50)
              .learningRate(1e15)
              .schedule(Schedule.constant())
              .validation(Fixtures.moons(40, 2))
              .build();
      assertThatThrownBy(() -> flow.fit(data, oneStep))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("training diverged at step 1: the validation loss was NaN");
      assertThat(flow.logProb(data)).containsExactly(before);
    }
  }
}
