package io.github.flowlib.samples.checks.resilience;

import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.results.WorkDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowlib crash-test}: see {@link CrashTest}. */
@Command(
    name = CrashTestCommand.NAME,
    description =
        "Kills a training with checkpoints at random moments and lets it go on: every run must end"
            + " with the same bits.")
public final class CrashTestCommand implements Callable<Integer> {

  static final String NAME = "crash-test";

  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "how many processes are killed (default: ${DEFAULT-VALUE})",
      defaultValue = "50")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the moments (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private long seed;

  /** For the command line. */
  public CrashTestCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    CrashTest.Result result;
    try (WorkDirectory work = WorkDirectory.of(NAME)) {
      result =
          CrashTest.run(
              new CrashTest.Options(kills, seed, work.path()),
              line -> {
                out.println(line);
                out.flush();
              });
    }
    out.println();
    out.print(
        new TextTable(List.of("what", "how many"))
            .row(List.of("processes killed", String.valueOf(result.kills())))
            .row(
                List.of("  before the training began", String.valueOf(result.beforeTheFirstStep())))
            .row(List.of("  while training", String.valueOf(result.whileTraining())))
            .row(
                List.of(
                    "processes that failed, unable to go on", String.valueOf(result.failures())))
            .row(List.of("runs that came to their end", String.valueOf(result.runs())))
            .row(
                List.of(
                    "  with the bits of the run that nobody killed",
                    String.valueOf(result.equal()))));
    out.flush();
    return result.passed() ? 0 : 1;
  }
}
