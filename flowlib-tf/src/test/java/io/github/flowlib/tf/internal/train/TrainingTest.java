package io.github.flowlib.tf.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.NICE;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** Layers so large that TensorFlow splits their products over its threads. */
  @Test
  void theSameSeedGivesTheSameBitsOnSeveralThreads() {
    float[] values = Init.uniform(1.7).values(784 * 1024, new SplittableRandom(1));
    Dataset data = Dataset.ofFlat(values, 784);
    double[][] runs = new double[2][];
    for (int i = 0; i < 2; i++) {
      try (FlowModel flow =
          Models.create(RealNVP.builder().dimension(784).couplings(2).hidden(1024, 1024).build())) {
        flow.fit(data, Training.builder().epochs(2).learningRate(1e-3).seed(3).build());
        runs[i] = flow.logProb(data);
      }
    }
    assertThat(runs[1]).containsExactly(runs[0]);
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
      assertThat(starts)
          .singleElement()
          .usingRecursiveComparison()
          .ignoringFields("snapshots")
          .isEqualTo(
              new TrainingStart(
                  2,
                  3,
                  120,
                  flow.parameterCount(),
                  0,
                  ImmutableList.of(),
                  new Snapshots() {
                    @Override
                    public <M extends AutoCloseable> M take(Class<M> type) {
                      throw new AssertionError();
                    }
                  }));
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
                  .schedule(Schedule.constant())
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
      float[] noise = flow.distribution().toNoise(new float[][] {new float[16]})[0];
      flow.fit(Fixtures.images(300, 2), Fixtures.quick(1).learningRate(1e-9).build());
      assertThat(flow.evaluate(data).logLikelihood()).isCloseTo(first, within(1e-2));
      float[] again = flow.distribution().toNoise(new float[][] {new float[16]})[0];
      assertThat(again[0]).isCloseTo(noise[0], within(1e-4f));
    }
  }

  /**
   * With a decay of squares close to 1 and a huge ε, Adam's step is proportional to the gradient.
   */
  @Test
  void clippingBoundsTheStepButNotTheReportedNorm() {
    Dataset data = Fixtures.moons(50, 1);
    double free = firstStep(data, OptionalDouble.empty());
    double clipped = firstStep(data, OptionalDouble.of(1e-2));
    assertThat(norms.get(0)).isEqualTo(norms.get(1)).isGreaterThan(1e-2);
    assertThat(clipped / free * norms.get(0)).isCloseTo(1e-2, within(5e-4));
  }

  private final List<Double> norms = new ArrayList<>();

  /** How far the first step moves the noise of a point. */
  private double firstStep(Dataset data, OptionalDouble clip) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            norms.add(step.gradientNorm());
          }
        };
    Training.Builder training =
        Training.builder()
            .epochs(1)
            .batchSize(50)
            .learningRate(300)
            .schedule(Schedule.constant())
            .optimizer(new Optimizer.Adam(0.9, 0.999, 1e3, 0))
            .listener(listener);
    clip.ifPresent(training::clipNorm);
    float[][] point = {{0.4f, -0.3f}};
    FlowSpec shiftOnly = NICE.builder().dimension(2).couplings(1).hidden(8).build();
    try (FlowModel flow = Models.create(shiftOnly, 1)) {
      double before = flow.distribution().toNoise(point)[0][1];
      flow.fit(data, training.build());
      return flow.distribution().toNoise(point)[0][1] - before;
    }
  }

  @Test
  void aBatchLargerThanTheDataIsAllOfThem() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      Training training = Fixtures.quick(2).batchSize(Integer.MAX_VALUE).build();
      assertThat(flow.fit(Fixtures.moons(30, 1), training).steps()).isEqualTo(2);
    }
  }

  @Test
  void closingEndsATraining() {
    FlowModel flow = Models.create(Fixtures.moonsFlow());
    List<Long> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            steps.add(step.step());
            flow.close();
          }
        };
    assertThatThrownBy(
            () -> flow.fit(Fixtures.moons(300, 1), Fixtures.quick(3).listener(listener).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("this model is closed");
    assertThat(steps).containsExactly(1L);
  }

  @Test
  void aModelCanBeUsedWhileItTrainsAndClosedWhileItIsUsed() throws Exception {
    float[][] rows = Fixtures.moons(20, 2).toArray();
    FlowModel flow = Models.create(Fixtures.moonsFlow());
    double[] before = flow.distribution().logProb(rows);
    CountDownLatch training = new CountDownLatch(1);
    List<double[]> during = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            during.add(flow.distribution().logProb(rows));
            training.countDown();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> fit =
          threads.submit(
              () -> flow.fit(Fixtures.moons(300, 1), Fixtures.quick(3).listener(listener).build()));
      training.await();
      Future<List<double[]>> scores =
          threads.submit(
              () -> {
                List<double[]> all = new ArrayList<>();
                while (!fit.isDone()) {
                  all.add(flow.distribution().logProb(rows));
                }
                return all;
              });
      fit.get();
      double[] after = flow.distribution().logProb(rows);
      assertThat(during).allSatisfy(score -> assertThat(score).containsExactly(before));
      assertThat(scores.get())
          .allSatisfy(
              score ->
                  assertThat(Arrays.equals(score, before) || Arrays.equals(score, after)).isTrue());
      assertThat(after).isNotEqualTo(before);
      Future<?> use =
          threads.submit(
              () -> {
                while (true) {
                  assertThat(flow.distribution().logProb(rows)).containsExactly(after);
                }
              });
      flow.close();
      assertThatThrownBy(use::get)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("this model is closed");
    } finally {
      threads.shutdownNow();
    }
  }
}
