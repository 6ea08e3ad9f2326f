package io.github.flowlib.samples.exercises.commands;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.anomaly.Anomaly;
import io.github.flowlib.samples.exercises.anomaly.AnomalyPage;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib anomaly}. */
@Command(
    name = AnomalyCommand.NAME,
    description =
        "Learns normal rows of a table and scores new ones; without tables it makes some itself.")
public final class AnomalyCommand implements Callable<Integer> {

  static final String NAME = "anomaly";

  /** The tables of the user, which are named together. */
  static final class TableOptions {

    @Option(
        names = "--train",
        paramLabel = "CSV",
        required = true,
        description = "a table of normal rows; its first line names the columns")
    private Path train = Path.of("");

    @Option(
        names = "--score",
        paramLabel = "CSV",
        required = true,
        description = "a table of rows to score")
    private Path score = Path.of("");

    @Option(
        names = "--columns",
        paramLabel = "NAME",
        split = ",",
        required = true,
        description = "the columns of numbers to look at, in both tables")
    private String[] columns = {};

    @Option(
        names = "--truth",
        paramLabel = "NAME",
        description = "a column of the scored table that is 1 for anomalies and 0 for others")
    private @Nullable String truth;
  }

  @ParentCommand private CommandContext context;

  @ArgGroup(exclusive = false)
  private @Nullable TableOptions tables;

  @Option(
      names = "--false-alarm-rate",
      paramLabel = "SHARE",
      description = "of normal rows that may raise an alarm (default: ${DEFAULT-VALUE})",
      defaultValue = "0.01")
  private double falseAlarmRate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the training rows (default: ${DEFAULT-VALUE})",
      defaultValue = "40")
  private int epochs;

  @Mixin private RunOptions run;

  /** For the command line. */
  public AnomalyCommand() {}

  @Override
  public Integer call() throws IOException {
    Path directory = run.out(NAME);
    Anomaly.Options options =
        new Anomaly.Options(
            Optional.ofNullable(tables).map(AnomalyCommand::tables),
            falseAlarmRate,
            epochs,
            run.seed(),
            directory,
            context.command());
    OutputDirectory.check(directory);
    return context.done(AnomalyPage.write(options, context.console()));
  }

  private static Anomaly.Tables tables(TableOptions options) {
    return new Anomaly.Tables(
        options.train,
        options.score,
        ImmutableList.copyOf(options.columns),
        Optional.ofNullable(options.truth));
  }
}
