package io.github.flowlib.samples.checks.benchmark;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.results.WorkDirectory;
import io.github.flowlib.train.Precision;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

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

  /** What is shorter, JMH times. */
  private static final double SHORT_MILLIS = 1;

  private static final int FIRST_BATCH = 256;

  private final Model<?> model;
  private final Variant variant;
  private final Set<Task> timed = new HashSet<>();
  private final Set<Task> shortTasks = new HashSet<>();

  LibraryContestant(Workload workload, Variant variant) {
    model = Models.create(workload.spec());
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
    float[][] rows = Rows.of(model.spec(), task.kind() == Task.Kind.STEP ? 0 : task.rows());
    return switch (task.kind()) {
      case STEP -> steps(task.rows(), times);
      case LOG_PROB -> calls(task, times, () -> ((FlowModel) model).distribution().logProb(rows));
      case ELBO -> calls(task, times, () -> ((VaeModel) model).distribution().elbo(rows, 1, 1));
      case SAMPLE -> calls(task, times, () -> model.distribution().sample(task.rows(), 1));
      case CREATE -> Clock.times(times, () -> ask(Models.create(model.spec())));
      case FIRST_STEP -> new double[] {firstStep()};
      case FIRST_DIGIT -> new double[] {FirstDigit.millis()};
      case SAVE, LOAD -> files(task.kind(), times);
    };
  }

  private double[] calls(Task task, int times, Runnable call) {
    if (shortTasks.contains(task)) {
      return new double[] {ShortCall.millis(call)};
    }
    double[] millis = Clock.times(times, call);
    if (timed.add(task)
        && Clock.median(millis) < SHORT_MILLIS) { // decided once, in the first block
      shortTasks.add(task);
      return calls(task, times, call);
    }
    return millis;
  }

  private static void ask(Model<?> asked) {
    try (asked) {
      if (asked instanceof FlowModel flow) {
        flow.distribution().logProb(Rows.of(flow.spec(), 1));
      } else {
        asked.distribution().sample(1, 1);
      }
    }
  }

  private double firstStep() {
    float[][] batch = Rows.of(model.spec(), FIRST_BATCH);
    long start = System.nanoTime();
    try (Model<?> fresh = Models.create(model.spec())) {
      fresh.fit(
          Dataset.of(batch), Training.builder().epochs(1).batchSize(FIRST_BATCH).quiet().build());
    }
    return (System.nanoTime() - start) * 1e-6;
  }

  private double[] files(Task.Kind kind, int times) throws IOException {
    try (WorkDirectory directory = WorkDirectory.of(BenchmarkCommand.NAME)) {
      Path place = directory.path().resolve("model");
      model.save(place);
      return Clock.times(
          times,
          () -> {
            try {
              if (kind == Task.Kind.SAVE) {
                model.save(place);
              } else {
                ask(Models.load(place));
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
    model.fit(
        Dataset.of(Rows.of(model.spec(), rows)),
        (variant == Variant.COMPILED ? training.jitCompile() : training).build());
    return laps.millis();
  }

  @Override
  public void close() {
    model.close();
  }
}
