package io.github.flowlib.samples.documents.tables;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.ArrayList;
import java.util.List;

/** What was known after each epoch of a training on MNIST. */
final class EpochTables {

  private static final double NATS_PER_BIT_PER_DIMENSION = 28 * 28 * Math.log(2);

  private EpochTables() {}

  /** A column for each epoch of the only model of a run. */
  static MarkdownTable curve(Run run) {
    return curve(run, 1);
  }

  /** The same for the first epoch, every so many, and the last. */
  static MarkdownTable curve(Run run, int every) {
    List<Part> all = onlyModel(run).parts("curve");
    List<String> epochs = new ArrayList<>(List.of("epoch"));
    List<String> training = new ArrayList<>(List.of("training, mean over the epoch"));
    List<String> validation = new ArrayList<>(List.of("validation"));
    for (int i = 0; i < all.size(); i++) {
      if (i > 0 && (i + 1) % every > 0 && i < all.size() - 1) {
        continue;
      }
      Part epoch = all.get(i);
      epochs.add(Cells.whole(epoch.number("epoch")));
      training.add(bits(epoch, "trainLoss"));
      validation.add(bits(epoch, "validationLoss"));
    }
    return new MarkdownTable(epochs).row(training).row(validation);
  }

  /** A row for each seed of trainings of two epochs. */
  static MarkdownTable seeds(List<Run> runs) {
    MarkdownTable table =
        new MarkdownTable(
            "seed", "seconds", "validation, epoch 1", "epoch 2", "test nats", "bits/dim", "");
    for (Run run : runs) {
      Part model = onlyModel(run);
      List<Part> curve = model.parts("curve");
      table.row(
          Cells.whole(model.number("seed")),
          Cells.seconds(model.number("trainingSeconds")),
          bits(curve.get(0), "validationLoss"),
          bits(curve.get(1), "validationLoss"),
          Cells.nats(
              model.number("testLogLikelihood"), model.number("testLogLikelihoodStandardError")),
          Cells.bits(model.number("testBitsPerDimension")),
          "[file](results/" + run.name() + ".json)");
    }
    return table;
  }

  private static Part onlyModel(Run run) {
    List<Part> models = run.all().parts("models");
    checkArgument(models.size() == 1, "%s must have one model", run.name());
    return models.get(0);
  }

  /** Losses are nats of an image. */
  private static String bits(Part epoch, String loss) {
    return Cells.bits(epoch.number(loss) / NATS_PER_BIT_PER_DIMENSION);
  }
}
