package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingDivergedException;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTest {

  @Test
  void theSameSeedGivesTheSameBits() {
    Dataset data = Fixtures.images(300, 1);
    double[] first = trained(data, 7);
    assertThat(trained(data, 7)).containsExactly(first);
    assertThat(trained(data, 8)).isNotEqualTo(first);
  }

  private static double[] trained(Dataset data, long seed) {
    try (FlowModel flow = Models.create(Fixtures.conditionalImageFlow(), 5)) {
      flow.fit(data, Fixtures.quick(3).seed(seed).validation(data.head(50)).build());
      return flow.logProb(data);
    }
  }

  @Test
  void listenersHearOfEveryStepAndEpoch() {
    List<TrainingStart> starts = new ArrayList<>();
    List<StepEnd> steps = new ArrayList<>();
    List<EpochEnd> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            starts.add(start);
          }

          @Override
          public void onStep(StepEnd step) {
            steps.add(step);
          }

          @Override
          public void onEpochEnd(EpochEnd epoch) {
            epochs.add(epoch);
          }
        };
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      Dataset data = Fixtures.moons(120, 1);
      TrainingReport report =
          flow.fit(data, Fixtures.quick(2).validation(data).listener(listener).build());
      assertThat(starts).containsExactly(new TrainingStart(2, 3, 120, flow.parameters()));
      assertThat(steps).extracting(StepEnd::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
      assertThat(steps).extracting(StepEnd::epoch).containsExactly(1, 1, 1, 2, 2, 2);
      assertThat(report.epochs()).isEqualTo(epochs).hasSize(2);
      assertThat(report.steps()).isEqualTo(6);
      // The mean over rows, not over batches: the last batch has 20 of 120 rows.
      double mean =
          (50 * steps.get(0).loss() + 50 * steps.get(1).loss() + 20 * steps.get(2).loss()) / 120;
      assertThat(epochs.get(0).trainLoss()).isCloseTo(mean, within(1e-9));
      assertThat(-flow.evaluate(data).logLikelihood())
          .isCloseTo(
              epochs.get(report.bestEpoch() - 1).validationLoss().orElseThrow(), within(1e-5));
    }
  }

  @Test
  void validationChoosesTheBestWeightsAndStopsEarly() {
    // Rates far too high for the end of the training, so that the best epoch is not the last.
    Dataset data = Fixtures.moons(60, 1);
    Dataset validation = Fixtures.moons(200, 2);
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      TrainingReport report =
          flow.fit(
              data,
              Fixtures.quick(200)
                  .schedule(new Schedule.Constant())
                  .validation(validation)
                  .earlyStopping(5)
                  .build());
      assertThat(report.stoppedEarly()).isTrue();
      assertThat(report.epochs()).hasSize(report.bestEpoch() + 5);
      double best =
          report.epochs().stream()
              .mapToDouble(epoch -> epoch.validationLoss().orElseThrow())
              .min()
              .orElseThrow();
      assertThat(-flow.evaluate(validation).logLikelihood()).isCloseTo(best, within(1e-5));
    }
  }

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
          .hasMessageContaining("learningRate");
      assertThat(Arrays.stream(flow.logProb(data))).allMatch(Double::isFinite);
    }
  }

  @Test
  void anExceptionOfAListenerLeavesTheWeightsAsTheyWere() {
    Dataset data = Fixtures.moons(100, 1);
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      double[] before = flow.logProb(data);
      TrainingListener failing =
          new TrainingListener() {
            @Override
            public void onStep(StepEnd step) {
              throw new UnsupportedOperationException("from the listener");
            }
          };
      assertThatThrownBy(() -> flow.fit(data, Fixtures.quick(1).listener(failing).build()))
          .hasMessage("from the listener");
      assertThat(flow.logProb(data)).containsExactly(before);
    }
  }

  @Test
  void aSecondFitGoesOnFromTheWeightsAndKeepsTheStatistics() {
    Dataset data = Fixtures.images(300, 1);
    try (FlowModel flow = Models.create(Fixtures.imageFlow())) {
      flow.fit(data, Fixtures.quick(5).build());
      double first = flow.evaluate(data).logLikelihood();
      float[] noise = flow.toNoise(new float[][] {new float[16]})[0];
      flow.fit(Fixtures.images(300, 2), Fixtures.quick(1).learningRate(1e-9).build());
      assertThat(flow.evaluate(data).logLikelihood()).isCloseTo(first, within(1e-2));
      float[] again = flow.toNoise(new float[][] {new float[16]})[0];
      assertThat(again[0]).isCloseTo(noise[0], within(1e-4f));
    }
  }

  @Test
  void clippingBoundsTheStepButNotTheReportedNorm() {
    Dataset data = Fixtures.moons(100, 1);
    List<Double> norms = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            norms.add(step.gradientNorm());
          }
        };
    try (FlowModel clipped = Models.create(Fixtures.moonsFlow(), 1);
        FlowModel free = Models.create(Fixtures.moonsFlow(), 1)) {
      clipped.fit(data, Fixtures.quick(1).clipNorm(1e-3).listener(listener).build());
      free.fit(data, Fixtures.quick(1).listener(listener).build());
      assertThat(norms.get(0)).isEqualTo(norms.get(2)).isGreaterThan(1e-3);
    }
  }
}
