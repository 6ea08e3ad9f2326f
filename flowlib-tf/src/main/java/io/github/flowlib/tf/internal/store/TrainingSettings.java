package io.github.flowlib.tf.internal.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Precision;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What of {@link Training} its result depends on, beside the data.
 *
 * @param precision never empty; files of versions that had no choice do not tell it
 * @param jitCompile nor this
 */
record TrainingSettings(
    int epochs,
    int batchSize,
    double learningRate,
    Schedule schedule,
    Optimizer optimizer,
    OptionalDouble clipNorm,
    OptionalDouble l2,
    OptionalDouble averageDecay,
    Optional<Precision> precision,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean jitCompile,
    OptionalInt patience,
    long seed) {

  TrainingSettings {
    precision = precision.or(() -> Optional.of(Precision.EXACT));
  }

  static TrainingSettings of(Training training) {
    return new TrainingSettings(
        training.epochs(),
        training.batchSize(),
        training.learningRate(),
        training.schedule(),
        training.optimizer(),
        training.clipNorm(),
        training.l2(),
        training.averageDecay(),
        Optional.of(training.precision()),
        training.jitCompile(),
        training.patience(),
        training.seed());
  }
}
