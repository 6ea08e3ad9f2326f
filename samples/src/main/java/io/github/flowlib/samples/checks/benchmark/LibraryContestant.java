package io.github.flowlib.samples.checks.benchmark;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.results.WorkDirectory;
import io.github.flowlib.train.Precision;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** This library, as its users call it. */
final class LibraryContestant implements Contestant {

  /** How it trains. */
  enum Variant {
    DEFAULT(Benchmark.LIBRARY),
    /** With steps that XLA compiles. */
    COMPILED("flowlib, jitCompile"),
    /** With products of rounded factors. */
    FAST("flowlib, Precision.FAST");

    private final String who;

    Variant(String who) {
      this.who = who;
    }

    static ImmutableList<Variant> on(boolean gpu) {
      return gpu ? ImmutableList.of(DEFAULT, COMPILED) : ImmutableList.of(DEFAULT, FAST);
    }
  }

  private final FlowModel flow;
  private final Variant variant;

  LibraryContestant(Workload workload, Variant variant) {
    flow = Models.create(workload.spec());
    this.variant = variant;
  }

  @Override
  public String name() {
    return variant.who;
  }

  @Override
  public boolean takes(Task task) {
    return variant == Variant.DEFAULT || task.kind() == Task.Kind.STEP;
  }

  @Override
  public double[] millis(Task task, int times) throws IOException {
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
      case CREATE -> Clock.times(times, () -> ask(Models.create(flow.spec())));
      case SAVE, LOAD -> files(task.kind(), times);
    };
  }

  private static void ask(FlowModel model) {
    try (model) {
      model.distribution().logProb(Rows.of(model.spec(), 1));
    }
  }

  private double[] files(Task.Kind kind, int times) throws IOException {
    try (WorkDirectory directory = WorkDirectory.of(BenchmarkCommand.NAME)) {
      Path place = directory.path().resolve("model");
      flow.save(place);
      return Clock.times(
          times,
          () -> {
            try {
              if (kind == Task.Kind.SAVE) {
                flow.save(place);
              } else {
                ask(Models.loadFlow(place));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
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
            .precision(variant == Variant.FAST ? Precision.FAST : Precision.EXACT)
            .listener(listener);
    flow.fit(
        Dataset.of(Rows.of(flow.spec(), rows)),
        (variant == Variant.COMPILED ? training.jitCompile() : training).build());
    return laps.millis();
  }

  @Override
  public void close() {
    flow.close();
  }
}
