package io.github.flowlib.samples.exercises.plane;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import io.github.flowlib.samples.results.Versions;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Flows in the plane, where everything can be seen: the density, samples, and how a grid of noise
 * is bent into the data.
 */
public final class Plane {

  /** The name of the picture. */
  static final String PICTURE = "plane.png";

  private static final int TEST_FACTOR = 4;

  /** Densities are summed up over [−12, 12]²: a logistic base has wide tails. */
  private static final double REACH = 12;

  private static final long INTEGRAL_SEED = 7;

  private static final double STEP = 0.03;

  private Plane() {}

  /**
   * What to do.
   *
   * @param data to learn
   * @param presets at least one, each once
   * @param rows training points, at least 100
   * @param epochs passes over them
   * @param learningRate the peak rate
   * @param seed of data, weights and noise
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      PlaneData data,
      ImmutableList<PlanePreset> presets,
      int rows,
      int epochs,
      double learningRate,
      long seed,
      Path out,
      String command) {

    /**
     * Checks the arguments.
     *
     * @param data see {@link #data()}
     * @param presets see {@link #presets()}
     * @param rows see {@link #rows()}
     * @param epochs see {@link #epochs()}
     * @param learningRate see {@link #learningRate()}
     * @param seed see {@link #seed()}
     * @param out see {@link #out()}
     * @param command see {@link #command()}
     * @throws SettingException if one is out of range
     */
    public Options {
      SettingException.check(
          !presets.isEmpty(), "presets", "must name at least 1 flow, but named 0");
      SettingException.check(
          ImmutableSet.copyOf(presets).size() == presets.size(),
          "presets",
          "must name every flow once, but were %s",
          presets);
      SettingException.checkAtLeast(100, "rows", rows);
      SettingException.checkAtLeast(1, "epochs", epochs);
      SettingException.checkPositive("learningRate", learningRate);
    }
  }

  /**
   * One flow; the names are those in {@code metrics.json}.
   *
   * @param preset its name
   * @param parameters trained weights
   * @param seconds of training
   * @param bestEpoch that gave the weights
   * @param testNats mean of −log p over the test points
   * @param standardError of that mean
   * @param entropy of the data; null where no formula tells it
   * @param gap test nats above the entropy; null with it
   * @param integral of the density over [−12, 12]², by a sum over a grid
   */
  public record FlowMetrics(
      String preset,
      long parameters,
      double seconds,
      int bestEpoch,
      double testNats,
      double standardError,
      @Nullable Double entropy,
      @Nullable Double gap,
      double integral) {}

  /**
   * All figures of a run.
   *
   * @param data that was learned
   * @param rows training points
   * @param testRows test points
   * @param epochs passes over the training points
   * @param seed of everything
   * @param flows in the order of the options
   * @param command what was typed
   * @param versions what it ran on
   */
  public record PlaneMetrics(
      String data,
      int rows,
      int testRows,
      int epochs,
      long seed,
      ImmutableList<FlowMetrics> flows,
      String command,
      Versions versions) {}

  /**
   * Trains, measures and draws.
   *
   * @param options what to do
   * @param out the directory for the models and the picture
   * @param console hears of the progress
   * @return all figures
   * @throws IOException if models or the picture cannot be written
   */
  public static PlaneMetrics run(Options options, Path out, Console console) throws IOException {
    Dataset train = options.data().draw(options.rows(), options.seed() * 3 + 1);
    Dataset validation = options.data().draw(options.rows() / 4, options.seed() * 3 + 2);
    Dataset test = options.data().draw(options.rows() * TEST_FACTOR, options.seed() * 3 + 3);
    Training training =
        Training.builder()
            .epochs(options.epochs())
            .learningRate(options.learningRate())
            .clipNorm(1) // steep threads between the modes give large gradients
            .seed(options.seed())
            .validation(validation)
            .build();
    PlanePicture picture = new PlanePicture(train, options.presets().size());
    ImmutableList.Builder<FlowMetrics> flows = ImmutableList.builder();
    for (PlanePreset preset : options.presets()) {
      try (FlowModel flow = Models.create(preset.spec(), options.seed())) {
        TrainingReport report =
            flow.fit(
                train,
                training.toBuilder()
                    .listener(new TrainingProgress(preset.toString(), console))
                    .build());
        flows.add(measure(options.data(), preset, flow, report, test));
        picture.add(flow, options.seed());
        flow.save(out.resolve("models").resolve(preset.toString()));
      }
    }
    picture.write(out.resolve(PICTURE));
    return new PlaneMetrics(
        options.data().toString(),
        options.rows(),
        test.rows(),
        options.epochs(),
        options.seed(),
        flows.build(),
        options.command(),
        Versions.current());
  }

  private static FlowMetrics measure(
      PlaneData data, PlanePreset preset, FlowModel flow, TrainingReport report, Dataset test) {
    Evaluation evaluation = flow.evaluate(test);
    double nats = -evaluation.logLikelihood();
    Double entropy = data == PlaneData.EIGHT_GAUSSIANS ? PlaneData.entropyOfEightGaussians() : null;
    return new FlowMetrics(
        preset.toString(),
        flow.parameterCount(),
        report.seconds(),
        report.bestEpoch(),
        nats,
        evaluation.standardError(),
        entropy,
        entropy == null ? null : nats - entropy,
        integral(flow, STEP));
  }

  /**
   * ∫ p over the reach, line by line, from one random point in every cell of a grid.
   *
   * <p>Not from the middles of the cells: threads of density run along the axes, thinner than a
   * cell, and a line of middles meets such a thread with all its points or with none.
   */
  static double integral(FlowModel flow, double step) {
    int count = (int) Math.round(2 * REACH / step);
    SplittableRandom random = new SplittableRandom(INTEGRAL_SEED);
    double sum = 0;
    float[][] line = new float[count][2];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        line[j][0] = (float) (-REACH + (i + random.nextDouble()) * step);
        line[j][1] = (float) (-REACH + (j + random.nextDouble()) * step);
      }
      for (double logProb : flow.distribution().logProb(line)) {
        sum += Math.exp(logProb);
      }
    }
    return sum * step * step;
  }
}
