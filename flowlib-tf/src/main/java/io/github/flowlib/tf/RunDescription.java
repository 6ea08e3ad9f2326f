package io.github.flowlib.tf;

import com.google.common.collect.ImmutableSortedMap;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.train.Training;
import java.util.Optional;

/**
 * All that the result of a training depends on, but the machine: what makes it this run and no
 * other.
 *
 * @param settings in words, by name
 */
record RunDescription(ImmutableSortedMap<String, String> settings) {

  static RunDescription of(ModelSpec spec, Dataset data, Training training) {
    return new RunDescription(
        ImmutableSortedMap.<String, String>naturalOrder()
            .put("model", spec.toString())
            .put("training data", DataHash.of(data))
            .put("validation data", training.validation().map(DataHash::of).orElse("none"))
            .put("epochs", String.valueOf(training.epochs()))
            .put("batchSize", String.valueOf(training.batchSize()))
            .put("learningRate", String.valueOf(training.learningRate()))
            .put("schedule", training.schedule().toString())
            .put("optimizer", training.optimizer().toString())
            .put("clipNorm", training.clipNorm().toString())
            .put("earlyStopping", training.patience().toString())
            .put("seed", String.valueOf(training.seed()))
            .buildOrThrow());
  }

  /** What another run does differently, in words. */
  Optional<String> difference(RunDescription other) {
    return settings.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(other.settings().get(entry.getKey())))
        .map(
            entry ->
                "its "
                    + entry.getKey()
                    + " is "
                    + entry.getValue()
                    + ", not "
                    + other.settings().get(entry.getKey()))
        .findFirst();
  }
}
