package io.github.flowlib.tf;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.TensorFlow;

/**
 * Where weights are from: one training.
 *
 * @param settings how
 * @param training on what
 * @param validation what chose the best weights, if anything
 * @param steps that were done
 * @param bestEpoch whose weights were taken
 * @param trainLoss of that epoch, in nats per row
 * @param validationLoss of that epoch, in nats per row
 * @param seconds wall-clock time
 * @param versions of what computed it
 * @param processors that the virtual machine saw
 */
record Provenance(
    TrainingSettings settings,
    Data training,
    Optional<Data> validation,
    long steps,
    int bestEpoch,
    OptionalDouble trainLoss,
    OptionalDouble validationLoss,
    double seconds,
    Versions versions,
    int processors) {

  /**
   * A data set.
   *
   * @param rows how many
   * @param sha256 see {@link DataHash}
   */
  record Data(int rows, String sha256) {

    static Data of(Dataset data) {
      return new Data(data.rows(), DataHash.of(data));
    }
  }

  /** What computed it. */
  record Versions(String flowlib, String tensorflow, String java, String system) {

    static Versions current() {
      return new Versions(
          ModelInfo.libraryVersion(),
          TensorFlow.version(),
          System.getProperty("java.version"),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
  }

  static Provenance of(Dataset data, Training training, TrainingReport report) {
    Optional<EpochEnd> best =
        report.bestEpoch() == 0
            ? Optional.empty()
            : Optional.of(report.epochs().get(report.bestEpoch() - 1));
    return new Provenance(
        TrainingSettings.of(training),
        Data.of(data),
        training.validation().map(Data::of),
        report.steps(),
        report.bestEpoch(),
        best.map(epoch -> OptionalDouble.of(epoch.trainLoss())).orElse(OptionalDouble.empty()),
        best.map(EpochEnd::validationLoss).orElse(OptionalDouble.empty()),
        report.seconds(),
        Versions.current(),
        Runtime.getRuntime().availableProcessors());
  }
}
