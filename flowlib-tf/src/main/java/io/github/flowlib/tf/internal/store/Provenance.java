package io.github.flowlib.tf.internal.store;

import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.TrainingReport;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.TensorFlow;

/**
 * One training, as {@code spec.json} remembers it.
 *
 * @param settings how
 * @param trainingData on what
 * @param validationData what chose the best weights, if anything
 * @param steps that were done
 * @param bestEpoch whose weights were taken
 * @param trainLoss of that epoch, in nats per row
 * @param validationLoss of that epoch, in nats per row
 * @param seconds wall-clock time
 * @param versions of what computed it
 * @param processors that the virtual machine saw
 */
public record Provenance(
    TrainingSettings settings,
    DataId trainingData,
    Optional<DataId> validationData,
    long steps,
    int bestEpoch,
    OptionalDouble trainLoss,
    OptionalDouble validationLoss,
    double seconds,
    Versions versions,
    int processors) {

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

  public static Provenance of(RunDescription run, TrainingReport report) {
    Optional<EpochEnd> best =
        report.bestEpoch() == 0
            ? Optional.empty()
            : Optional.of(report.epochs().get(report.bestEpoch() - 1));
    return new Provenance(
        run.settings(),
        run.trainingData(),
        run.validationData(),
        report.steps(),
        report.bestEpoch(),
        best.map(epoch -> OptionalDouble.of(epoch.trainLoss())).orElse(OptionalDouble.empty()),
        best.map(EpochEnd::validationLoss).orElse(OptionalDouble.empty()),
        report.seconds(),
        Versions.current(),
        Runtime.getRuntime().availableProcessors());
  }
}
