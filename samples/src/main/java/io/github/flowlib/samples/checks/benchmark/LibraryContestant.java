package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;

/** This library, as its users call it. */
final class LibraryContestant implements Contestant {

  private final FlowModel flow;
  private final int dimension;

  LibraryContestant(Workload workload) {
    flow = Models.create(workload.spec());
    dimension = workload.dimension();
  }

  @Override
  public String name() {
    return "flowlib";
  }

  @Override
  public boolean takes(Task task) {
    return true;
  }

  @Override
  public double[] millis(Task task, int times) {
    return switch (task.kind()) {
      case STEP -> steps(task.rows(), times);
      case LOG_PROB -> {
        float[][] rows = Rows.gaussian(task.rows(), dimension);
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
    flow.fit(
        Dataset.of(Rows.gaussian(rows, dimension)),
        Training.builder()
            .epochs(1)
            .batchSize(batchSize)
            .learningRate(BareRealNvp.RATE)
            .schedule(Schedule.constant())
            .listener(listener)
            .build());
    return laps.millis();
  }

  @Override
  public void close() {
    flow.close();
  }
}
