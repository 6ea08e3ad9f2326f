package io.github.flowlib.samples.checks.resilience;

import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.results.WorkDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowlib soak}: see {@link Soak}. */
@Command(
    name = SoakCommand.NAME,
    description =
        "Many threads use one model while others are loaded and closed: no answer may be wrong, and"
            + " memory must not grow.")
public final class SoakCommand implements Callable<Integer> {

  static final String NAME = "soak";

  private static final Duration WARM_UP = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

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
    Soak.Result result;
    try (WorkDirectory work = WorkDirectory.of(NAME)) {
      result =
          Soak.run(
              new Soak.Options(threads, Duration.ofSeconds(seconds), WARM_UP, seed, work.path()));
    }
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
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    out.println("resident MB on the way: " + result.residentMegabytes());
    if (result.firstFailure() != null) {
      out.println("first failure: " + result.firstFailure());
    }
    out.flush();
    return result.passed() ? 0 : 1;
  }
}
