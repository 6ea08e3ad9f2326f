package io.github.flowlib.samples.checks.interop;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import io.github.flowlib.samples.results.Versions;
import io.github.flowlib.samples.results.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib interop}: see {@link Interop}. */
@Command(
    name = InteropCommand.NAME,
    description =
        "Lets TensorFlow in Java and in Python ask saved models, without our code, and compares.")
public final class InteropCommand implements Callable<Integer> {

  static final String NAME = "interop";

  @ParentCommand private CommandContext context;

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      description = "one that has tensorflow (default: ${DEFAULT-VALUE})",
      defaultValue = "python3")
  private String python = "python3";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where figures go (below samples/target by default); replaced by the next run")
  private @Nullable Path out;

  /** What {@code metrics.json} tells. */
  private record Report(
      boolean passed,
      ImmutableMap<String, Number> settings,
      ImmutableMap<String, String> tensorflow,
      ImmutableList<Interop.Row> rows,
      String command,
      Versions versions) {}

  /** For the command line. */
  public InteropCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (OutputDirectory directory =
            OutputDirectory.prepare(out != null ? out : OutputDirectory.defaultFor(NAME), NAME);
        WorkDirectory work = WorkDirectory.of(NAME)) {
      Interop.Result result = Interop.run(new Interop.Options(work.path(), python));
      print(result);
      ResultsFile.write(
          directory.path(),
          new Report(
              result.passed(),
              ImmutableMap.of(
                  "rows",
                  Interop.ROWS,
                  "importanceSamples",
                  Interop.IMPORTANCE_SAMPLES,
                  "seed",
                  Interop.SEED,
                  "temperature",
                  Interop.TEMPERATURE),
              result.tensorflow(),
              result.rows(),
              context.command(),
              Versions.current()));
      directory.commit();
      context.done(directory.target().resolve(ResultsFile.FILE));
      return result.passed() ? 0 : 1;
    }
  }

  private void print(Interop.Result result) {
    TextTable table =
        new TextTable(List.of("program", "model", "output", "largest difference", "limit", ""));
    for (Interop.Row row : result.rows()) {
      table.row(
          List.of(
              row.program(),
              row.model(),
              row.output(),
              number(row.difference()),
              number(row.limit()),
              row.passed() ? "" : "TOO LARGE"));
    }
    context.console().out().print(table);
    context
        .console()
        .line(
            "%s",
            "Of log-densities and bounds relative, of pixels as a share of their range, of latents"
                + " and noise absolute, or relative above 1.");
    result.skipped().ifPresent(reason -> context.console().line("%s", reason));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }
}
