package io.github.flowlib.samples.exercises.commands;

import com.google.common.base.Strings;
import io.github.flowlib.data.CsvColumns;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.anomaly.Anomaly;
import io.github.flowlib.samples.exercises.anomaly.AnomalyPage;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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

  private static final Pattern ORIGIN = Pattern.compile("withOrigin\\(\"(.*)\", (.*)\\)");

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
        names = "--origin",
        paramLabel = "NAME=NUMBER",
        description =
            "what to subtract from a column before it is rounded to float32, such as time=1.7e9;"
                + " once for every column of numbers that are large beside their differences")
    private Map<String, Double> origins = new LinkedHashMap<>();

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
    OutputDirectory.check(directory, NAME);
    try {
      return context.done(AnomalyPage.write(options, context.console()));
    } catch (IOException e) {
      throw ofOptions(e);
    }
  }

  /** The same in words of the command line, where a column needs an origin. */
  private static IOException ofOptions(IOException e) {
    String message = Strings.nullToEmpty(e.getMessage());
    String ofOptions = ORIGIN.matcher(message).replaceAll("--origin $1=$2");
    return ofOptions.equals(message) ? e : new IOException(ofOptions, e);
  }

  private static Anomaly.Tables tables(TableOptions options) {
    CsvColumns columns = CsvColumns.numeric(options.columns);
    for (Map.Entry<String, Double> origin : options.origins.entrySet()) {
      String name = origin.getKey();
      SettingException.check(
          Arrays.asList(options.columns).contains(name) && Double.isFinite(origin.getValue()),
          "origin",
          "must be finite and of one of the --columns, but was %s",
          origin);
      columns = columns.withOrigin(name, origin.getValue());
    }
    return new Anomaly.Tables(
        options.train, options.score, columns, Optional.ofNullable(options.truth));
  }
}
