package io.github.flowlib.samples.checks.resilience;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import io.github.flowlib.samples.results.Versions;
import io.github.flowlib.samples.results.WorkDirectory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib crash-test}: see {@link CrashTest}. */
@Command(
    name = CrashTestCommand.NAME,
    description =
        "Kills a training with checkpoints at random moments and lets it go on: every run must end"
            + " with the same bits.")
public final class CrashTestCommand implements Callable<Integer> {

  static final String NAME = "crash-test";

  @ParentCommand private CommandContext context;

  @Mixin private CheckOutput output;

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
    try (OutputDirectory out = output.prepare(NAME);
        WorkDirectory work = WorkDirectory.of(NAME)) {
      CrashTest.Result result =
          CrashTest.run(
              new CrashTest.Options(kills, seed, work.path()),
              line -> context.console().line("%s", line));
      context.console().line("");
      context.console().out().print(table(result));
      new CheckReport(
              result.passed(),
              ImmutableMap.of("kills", (long) kills, "seed", seed),
              result,
              context.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      context.done(out.target().resolve(ResultsFile.FILE));
      return result.passed() ? 0 : 1;
    }
  }

  private static TextTable table(CrashTest.Result result) {
    return new TextTable(List.of("what", "how many"))
        .row(List.of("processes killed", String.valueOf(result.kills())))
        .row(List.of("  before the training began", String.valueOf(result.beforeTheFirstStep())))
        .row(List.of("  while training", String.valueOf(result.whileTraining())))
        .row(List.of("processes that failed, unable to go on", String.valueOf(result.failures())))
        .row(List.of("runs that came to their end", String.valueOf(result.runs())))
        .row(
            List.of(
                "  with the bits of the run that nobody killed", String.valueOf(result.equal())));
  }
}
