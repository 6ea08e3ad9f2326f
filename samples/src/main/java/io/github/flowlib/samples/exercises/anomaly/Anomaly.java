package io.github.flowlib.samples.exercises.anomaly;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.Models;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.data.CsvColumns;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.AnomalyThreshold;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.statistics.Moments;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import io.github.flowlib.samples.results.Versions;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Anomaly scores: a flow learns the density of normal rows of a table, and −log p of a new row says
 * how strange it is. The threshold is where a chosen share of normal rows that it never saw would
 * raise an alarm.
 */
public final class Anomaly {

  private static final int OWN_ROWS = 12_000;
  private static final double OWN_SHARE = 0.05;

  private Anomaly() {}

  /**
   * A table of the user's own.
   *
   * @param train rows that are normal
   * @param score rows to score
   * @param columns of both: numbers that are looked at
   * @param truth a column of {@code score} that is 1 for anomalies and 0 for others, if there is
   *     one
   */
  public record Tables(Path train, Path score, CsvColumns columns, Optional<String> truth) {}

  /**
   * What to do.
   *
   * @param tables of the user's own; empty for a table that is made here
   * @param falseAlarmRate the share of normal rows that may raise an alarm, above 0 and below 1
   * @param epochs passes over the training rows
   * @param seed of everything
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Optional<Tables> tables,
      double falseAlarmRate,
      int epochs,
      long seed,
      Path out,
      String command) {

    /**
     * Checks the arguments.
     *
     * @param tables see {@link #tables()}
     * @param falseAlarmRate see {@link #falseAlarmRate()}
     * @param epochs see {@link #epochs()}
     * @param seed see {@link #seed()}
     * @param out see {@link #out()}
     * @param command see {@link #command()}
     * @throws SettingException if one is out of range
     */
    public Options {
      SettingException.check(
          falseAlarmRate > 0 && falseAlarmRate < 1,
          "falseAlarmRate",
          "must be above 0 and below 1, but was %s",
          falseAlarmRate);
      SettingException.checkAtLeast(1, "epochs", epochs);
    }
  }

  /**
   * All figures of a run.
   *
   * @param trainRows rows that the flow learned from
   * @param scoredRows rows that were scored
   * @param falseAlarmRate that was asked for
   * @param threshold on −log p, in nats
   * @param alarms scored rows above it
   * @param rocArea the area under the ROC curve; null if nobody knows the anomalies
   * @param found the share of anomalies above the threshold; null with it
   * @param falseAlarms the share of normal scored rows above the threshold; null with it
   * @param gaussianRocArea of a Gaussian with independent columns, for comparison; null with it
   * @param seconds of training
   * @param seed of everything
   * @param command what was typed
   * @param versions what it ran on
   */
  public record AnomalyMetrics(
      int trainRows,
      int scoredRows,
      double falseAlarmRate,
      double threshold,
      int alarms,
      @Nullable Double rocArea,
      @Nullable Double found,
      @Nullable Double falseAlarms,
      @Nullable Double gaussianRocArea,
      double seconds,
      long seed,
      String command,
      Versions versions) {}

  /**
   * What came out.
   *
   * @param metrics the figures
   * @param scores −log p of every row
   * @param roc found anomalies over false alarms; empty if nobody knows the anomalies
   */
  record Result(AnomalyMetrics metrics, double[] scores, Optional<Roc> roc) {}

  /**
   * Trains and scores.
   *
   * @param options what to do
   * @param out the directory for the model, and for tables that are made here
   * @param console hears of the progress
   * @return scores and figures
   * @throws IOException if a table cannot be read, or files cannot be written
   */
  static Result run(Options options, Path out, Console console) throws IOException {
    Tables tables =
        options.tables().isPresent() ? options.tables().get() : own(out, options.seed());
    Dataset normal =
        Dataset.fromCsv(tables.train(), tables.columns(), options.seed()).shuffled(options.seed());
    Dataset score = Dataset.fromCsv(tables.score(), tables.columns(), options.seed());
    checkArgument(
        normal.rows() >= 10, "training needs at least 10 rows, but there are %s", normal.rows());
    Optional<boolean[]> truth =
        tables.truth().isPresent()
            ? Optional.of(truth(tables.score(), tables.truth().get()))
            : Optional.empty();
    // A tenth chooses the epoch, another the threshold.
    int tenth = normal.rows() / 10;
    // Refuses, before anything is trained, a rate that so few rows cannot promise.
    AnomalyThreshold.of(new double[tenth], options.falseAlarmRate());
    Dataset train = normal.slice(2 * tenth, normal.rows());
    Scored scored =
        score(
            train,
            normal.slice(0, tenth),
            normal.slice(tenth, 2 * tenth),
            score,
            options,
            out,
            console);
    double[] scores = scored.scores();
    double threshold =
        -AnomalyThreshold.of(negated(scored.held()), options.falseAlarmRate()).limit();
    Optional<Roc> roc = truth.map(anomalies -> Roc.of(scores, anomalies));
    AnomalyMetrics metrics =
        new AnomalyMetrics(
            train.rows(),
            score.rows(),
            options.falseAlarmRate(),
            threshold,
            (int) Arrays.stream(scores).filter(each -> each > threshold).count(),
            roc.map(Roc::area).orElse(null),
            truth.map(anomalies -> share(scores, anomalies, true, threshold)).orElse(null),
            truth.map(anomalies -> share(scores, anomalies, false, threshold)).orElse(null),
            truth
                .map(anomalies -> Roc.of(independentGaussian(train, score), anomalies).area())
                .orElse(null),
            scored.seconds(),
            options.seed(),
            options.command(),
            Versions.current());
    return new Result(metrics, scores, roc);
  }

  /** What a flow says: scores of held-out normal rows, scores of new ones, seconds of training. */
  private record Scored(double[] held, double[] scores, double seconds) {}

  /** A density from its description to scores: what the library is asked for. */
  private static Scored score(
      Dataset train,
      Dataset validation,
      Dataset held,
      Dataset score,
      Options options,
      Path out,
      Console console)
      throws IOException {
    FlowSpec spec =
        NeuralSplineFlow.builder()
            .dimension(train.dimension())
            .couplings(6)
            .hidden(64, 64)
            .standardize()
            .build();
    try (FlowModel flow = Models.create(spec, options.seed())) {
      Training training =
          Training.builder()
              .epochs(options.epochs())
              .learningRate(2e-3)
              .seed(options.seed())
              .validation(validation)
              .listener(new TrainingProgress("Neural spline flow", console))
              .build();
      TrainingReport report = flow.fit(train, training);
      flow.save(out.resolve("model"));
      return new Scored(
          negated(flow.logProb(held)), negated(flow.logProb(score)), report.seconds());
    }
  }

  private static Tables own(Path out, long seed) throws IOException {
    Path train = out.resolve("normal.csv");
    Path score = out.resolve("new.csv");
    Machine.write(train, OWN_ROWS, 0, 2 * seed + 1);
    Machine.write(score, OWN_ROWS, OWN_SHARE, 2 * seed + 2);
    CsvColumns columns = CsvColumns.numeric(Machine.COLUMNS.toArray(new String[0]));
    return new Tables(train, score, columns, Optional.of(Machine.TRUTH));
  }

  private static double[] negated(double[] logProb) {
    return Arrays.stream(logProb).map(each -> -each).toArray();
  }

  private static boolean[] truth(Path file, String column) throws IOException {
    float[][] values = Dataset.fromCsv(file, CsvColumns.numeric(column), 0).toArray();
    boolean[] anomaly = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i][0] != 0 && values[i][0] != 1) {
        throw new IOException(
            "%s, row %s: column %s must be 0 or 1, but is %s"
                .formatted(file, i + 1, column, values[i][0]));
      }
      anomaly[i] = values[i][0] == 1;
    }
    return anomaly;
  }

  private static double share(
      double[] scores, boolean[] anomalies, boolean wanted, double threshold) {
    int all = 0;
    int above = 0;
    for (int i = 0; i < scores.length; i++) {
      if (anomalies[i] == wanted) {
        all++;
        above += scores[i] > threshold ? 1 : 0;
      }
    }
    return (double) above / all;
  }

  /** What the mean and deviation of every column can tell: the scores of somebody in a hurry. */
  private static double[] independentGaussian(Dataset train, Dataset score) {
    float[][] rows = train.toArray();
    Moments moments = Moments.about(rows);
    moments.add(rows);
    return Arrays.stream(score.toArray())
        .mapToDouble(
            row ->
                IntStream.range(0, row.length)
                    .mapToDouble(j -> Math.pow(row[j] - moments.mean(j), 2) / moments.variance(j))
                    .sum())
        .toArray();
  }
}
