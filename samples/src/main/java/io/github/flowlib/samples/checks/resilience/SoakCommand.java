package io.github.flowlib.samples.checks.resilience;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import io.github.flowlib.samples.results.Versions;
import io.github.flowlib.samples.results.WorkDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib soak}: see {@link Soak}. */
@Command(
    name = SoakCommand.NAME,
    description =
        "Many threads use one model while others are loaded and closed: no answer may be wrong, and"
            + " memory must not grow.")
public final class SoakCommand implements Callable<Integer> {

  static final String NAME = "soak";

  private static final Duration WARM_UP = Duration.ofSeconds(20);

  @ParentCommand private CommandContext context;

  @Mixin private CheckOutput output;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many at once (default: ${DEFAULT-VALUE})",
      defaultValue = "16")
  private int threads;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "how long, after 20 seconds of warm-up (default: ${DEFAULT-VALUE})",
      defaultValue = "60")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the requests (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private long seed;

  /** For the command line. */
  public SoakCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (OutputDirectory out = output.prepare(NAME);
        WorkDirectory work = WorkDirectory.of(NAME)) {
      Soak.Result result =
          Soak.run(
              new Soak.Options(threads, Duration.ofSeconds(seconds), WARM_UP, seed, work.path()));
      context.console().out().print(table(result));
      context.console().line("resident MB on the way: %s", result.residentMegabytes());
      context.console().line("of it the Java heap: %s", result.heapMegabytes());
      if (result.firstFailure() != null) {
        context.console().line("first failure: %s", result.firstFailure());
      }
      new CheckReport(
              result.passed(),
              ImmutableMap.of(
                  "threads",
                  (long) threads,
                  "seconds",
                  (long) seconds,
                  "warmUpSeconds",
                  WARM_UP.toSeconds(),
                  "seed",
                  seed,
                  "maxGrowthMegabytes",
                  Soak.Result.MAX_MEGABYTES),
              result,
              context.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      context.done(out.target().resolve(ResultsFile.FILE));
      return result.passed() ? 0 : 1;
    }
  }

  private static TextTable table(Soak.Result result) {
    TextTable table =
        new TextTable(List.of("what", "how many"))
            .row(List.of("calls of logProb", String.valueOf(result.logProbs())))
            .row(List.of("calls of sample", String.valueOf(result.samples())))
            .row(List.of("models loaded, asked and closed", String.valueOf(result.loads())))
            .row(List.of("wrong answers", String.valueOf(result.wrong())));
    if (!result.residentMegabytes().isEmpty()) {
      table
          .row(
              List.of(
                  "resident MB after the warm-up",
                  String.valueOf(result.residentMegabytes().get(0))))
          .row(List.of("  growth until the end", String.valueOf(result.growth())));
    }
    return table;
  }
}
