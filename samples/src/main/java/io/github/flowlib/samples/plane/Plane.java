package io.github.flowlib.samples.plane;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.Console;
import io.github.flowlib.samples.TrainingProgress;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import io.github.flowlib.samples.report.ResultsFile;
import io.github.flowlib.samples.report.TextTable;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Flows in the plane, where everything can be seen: the density, samples, and how a grid of noise
 * is bent into the data.
 */
public final class Plane {

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
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      checkArgument(!presets.isEmpty(), "presets must name at least 1 flow, but named 0");
      checkArgument(
          ImmutableSet.copyOf(presets).size() == presets.size(),
          "presets must name every flow once, but were %s",
          presets);
      checkArgument(rows >= 100, "rows must be at least 100, but was %s", rows);
      training(epochs, learningRate, seed).build();
    }

    private static Training.Builder training(int epochs, double learningRate, long seed) {
      return Training.builder()
          .epochs(epochs)
          .learningRate(learningRate)
          .clipNorm(1) // steep threads between the modes give large gradients
          .seed(seed);
    }

    private Training.Builder training() {
      return training(epochs, learningRate, seed);
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
      Metrics.Versions versions) {}

  /**
   * Trains, measures and draws.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   */
  public static Path run(Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Dataset train = options.data().draw(options.rows(), options.seed() * 3 + 1);
      Dataset validation = options.data().draw(options.rows() / 4, options.seed() * 3 + 2);
      Dataset test = options.data().draw(options.rows() * TEST_FACTOR, options.seed() * 3 + 3);
      PlanePicture picture = new PlanePicture(options.presets().size());
      List<FlowMetrics> flows = new ArrayList<>();
      for (PlanePreset preset : options.presets()) {
        try (FlowModel flow = Models.create(preset.spec(), options.seed())) {
          TrainingReport report;
          try (TrainingProgress progress = new TrainingProgress(preset.toString(), console)) {
            report =
                flow.fit(
                    train, options.training().validation(validation).listener(progress).build());
          }
          flows.add(measure(options.data(), preset, flow, report, test));
          picture.add(train, flow, options.seed());
          flow.save(out.path("models").resolve(preset.toString()));
        }
      }
      picture.write(out.path("plane.png"));
      console.line("");
      console.line("%,d test points of %s", test.rows(), options.data());
      console.line(table(flows).toString().stripTrailing());
      write(options, flows, test, out);
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  private static FlowMetrics measure(
      PlaneData data, PlanePreset preset, FlowModel flow, TrainingReport report, Dataset test) {
    Evaluation evaluation = flow.evaluate(test);
    double nats = -evaluation.logLikelihood();
    Double entropy = data == PlaneData.EIGHT_GAUSSIANS ? PlaneData.entropyOfEightGaussians() : null;
    return new FlowMetrics(
        preset.toString(),
        flow.parameters(),
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
      for (double logProb : flow.logProb(line)) {
        sum += Math.exp(logProb);
      }
    }
    return sum * step * step;
  }

  private static final List<String> HEADER =
      List.of("flow", "weights", "seconds", "test nats", "std. error", "above entropy", "integral");

  private static List<List<String>> rows(List<FlowMetrics> flows) {
    return flows.stream()
        .map(
            flow ->
                List.of(
                    flow.preset(),
                    String.format(Locale.ROOT, "%,d", flow.parameters()),
                    String.format(Locale.ROOT, "%.0f", flow.seconds()),
                    String.format(Locale.ROOT, "%.4f", flow.testNats()),
                    String.format(Locale.ROOT, "%.4f", flow.standardError()),
                    flow.gap() == null ? "" : String.format(Locale.ROOT, "%.4f", flow.gap()),
                    String.format(Locale.ROOT, "%.4f", flow.integral())))
        .toList();
  }

  private static TextTable table(List<FlowMetrics> flows) {
    TextTable table = new TextTable(HEADER);
    rows(flows).forEach(table::row);
    return table;
  }

  private static void write(
      Options options, List<FlowMetrics> flows, Dataset test, OutputDirectory out)
      throws IOException {
    Page page =
        new Page("Flows in the plane", "What flows make of " + options.data() + ", to look at.");
    page.table(
        HEADER,
        rows(flows),
        String.format(
            Locale.ROOT,
            "Trained on %,d points; mean of −log p over %,d test points, lower is better.%s The"
                + " integral of the density is a sum over a grid on [−12, 12]².",
            options.rows(),
            test.rows(),
            options.data() == PlaneData.EIGHT_GAUSSIANS
                ? String.format(
                    Locale.ROOT,
                    " No model can be below the entropy of the data, %.4f nats (but test points"
                        + " scatter about it).",
                    PlaneData.entropyOfEightGaussians())
                : ""));
    page.figures(
        List.of(
            new Page.Figure(
                out.path("plane.png"),
                "Training points, density, samples and a bent grid for every flow",
                "For each flow, from above: "
                    + String.join(", ", flows.stream().map(FlowMetrics::preset).toList())
                    + ". From the left: training points; the density that was learned; samples; and"
                    + " where a square grid of noise, from −3 to 3, goes.")));
    page.heading("Again");
    page.command(options.command());
    page.write(out.path("index.html"));
    ResultsFile.write(
        out.path(),
        new PlaneMetrics(
            options.data().toString(),
            options.rows(),
            test.rows(),
            options.epochs(),
            options.seed(),
            ImmutableList.copyOf(flows),
            options.command(),
            Metrics.Versions.current()));
  }
}
