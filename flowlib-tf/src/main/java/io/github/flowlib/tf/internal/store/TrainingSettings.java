package io.github.flowlib.tf.internal.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What of {@link Training} its result depends on, beside the data.
 *
 * @param jitCompile files of versions that had no choice do not tell
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
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean jitCompile,
    OptionalInt patience,
    long seed) {

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
        training.jitCompile(),
        training.patience(),
        training.seed());
  }
}
