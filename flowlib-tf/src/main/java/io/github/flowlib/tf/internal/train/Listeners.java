package io.github.flowlib.tf.internal.train;

import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingEnd;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The listeners of one training: each that has heard of its start hears of its end, once. */
final class Listeners {

  private final List<TrainingListener> all;
  private final List<TrainingListener> started = new ArrayList<>();

  Listeners(List<TrainingListener> all) {
    this.all = all;
  }

  void start(TrainingStart start) {
    for (TrainingListener listener : all) {
      started.add(listener);
      listener.onStart(start);
    }
  }

  void step(StepEnd step) {
    all.forEach(listener -> listener.onStep(step));
  }

  void epoch(EpochEnd epoch) {
    all.forEach(listener -> listener.onEpochEnd(epoch));
  }

  /** The first listener that fails ends the training of the caller after all have heard. */
  void ended(TrainingReport report) {
    List<Throwable> failures = new ArrayList<>();
    end(TrainingEnd.of(report), failures::add);
    if (!failures.isEmpty()) {
      Throwable first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      if (first instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) first;
    }
  }

  /** What listeners throw now is suppressed by what ended the training. */
  void failed(Throwable failure) {
    end(
        TrainingEnd.of(failure),
        another -> {
          if (another != failure) {
            failure.addSuppressed(another);
          }
        });
  }

  private void end(TrainingEnd end, Consumer<Throwable> failed) {
    for (TrainingListener listener : started) {
      try {
        listener.onEnd(end);
      } catch (RuntimeException | Error e) {
        failed.accept(e);
      }
    }
  }
}
