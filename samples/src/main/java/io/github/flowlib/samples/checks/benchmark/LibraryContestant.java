package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;

/** This library, as its users call it. */
final class LibraryContestant implements Contestant {

  private final FlowModel flow;
  private final boolean compiled;

  LibraryContestant(Workload workload) {
    this(workload, false);
  }

  private LibraryContestant(Workload workload, boolean compiled) {
    flow = Models.create(workload.spec());
    this.compiled = compiled;
  }

  /** With steps that XLA compiles. */
  static LibraryContestant compiled(Workload workload) {
    return new LibraryContestant(workload, true);
  }

  /** Where it computes. */
  Device device() {
    return flow.device();
  }

  @Override
  public String name() {
    return compiled ? "flowlib, jitCompile" : Benchmark.LIBRARY;
  }

  @Override
  public boolean takes(Task task) {
    return !compiled || task.kind() == Task.Kind.STEP;
  }

  @Override
  public double[] millis(Task task, int times) {
    return switch (task.kind()) {
      case STEP -> steps(task.rows(), times);
      case LOG_PROB -> {
        float[][] rows = Rows.of(flow.spec(), task.rows());
        Distribution distribution = flow.distribution();
        yield Clock.times(times, () -> distribution.logProb(rows));
      }
      case SAMPLE -> {
        Distribution distribution = flow.distribution();
        yield Clock.times(times, () -> distribution.sample(task.rows(), 1));
      }
    };
  }

  private double[] steps(int batchSize, int times) {
    Clock.Laps laps = new Clock.Laps(times);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            laps.lap();
          }
        };
    int rows = batchSize * (times + Clock.WARM_UP + 1); // the first lap has no start
    Training.Builder training =
        Training.builder()
            .epochs(1)
            .batchSize(batchSize)
            .learningRate(BareRealNvp.RATE)
            .schedule(Schedule.constant())
            .listener(listener);
    flow.fit(
        Dataset.of(Rows.of(flow.spec(), rows)),
        (compiled ? training.jitCompile() : training).build());
    return laps.millis();
  }

  @Override
  public void close() {
    flow.close();
  }
}
