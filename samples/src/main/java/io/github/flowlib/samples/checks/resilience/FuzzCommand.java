package io.github.flowlib.samples.checks.resilience;

import com.google.common.collect.ImmutableList;
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
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib fuzz}: see {@link Fuzz}. */
@Command(
    name = FuzzCommand.NAME,
    description =
        "Reads damaged models, checkpoints and MNIST files: each must be refused in words.")
public final class FuzzCommand implements Callable<Integer> {

  static final String NAME = "fuzz";

  @ParentCommand private CommandContext context;

  @Mixin private CheckOutput output;

  @Option(
      names = "--cases",
      paramLabel = "N",
      description = "how many of each of the nine kinds (default: ${DEFAULT-VALUE})",
      defaultValue = "400")
  private int cases;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the damage (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private long seed;

  /** For the command line. */
  public FuzzCommand() {}

  @Override
  public Integer call() throws IOException {
    try (OutputDirectory out = output.prepare(NAME);
        WorkDirectory work = WorkDirectory.of(NAME)) {
      Fuzz.Result result = quietly(new Fuzz.Options(cases, seed, work.path()));
      context.console().out().print(table(result));
      result.firstFailures().forEach(failure -> context.console().line("%s", failure));
      context
          .console()
          .line(
              "Resident memory grew by %s MB after the first kind (allowed: %s).",
              result.growthMegabytes(), Fuzz.Result.MAX_MEGABYTES);
      context
          .console()
          .line(
              "Changed: a pixel of a plain MNIST file, or a weight or size whose checksum was"
                  + " forged; nothing could tell.");
      new CheckReport(
              result.passed(),
              ImmutableMap.of(
                  "cases",
                  (long) cases,
                  "seed",
                  seed,
                  "maxGrowthMegabytes",
                  Fuzz.Result.MAX_MEGABYTES),
              result,
              context.command(),
              Versions.current())
          .write(out.path());
      out.commit();
      context.done(out.target().resolve(ResultsFile.FILE));
      return result.passed() ? 0 : 1;
    }
  }

  /** Warnings of damaged checkpoints are what is wanted here. */
  private static Fuzz.Result quietly(Fuzz.Options options) throws IOException {
    Logger logger = Logger.getLogger("io.github.flowlib.tf");
    @Nullable Level level = logger.getLevel();
    logger.setLevel(Level.SEVERE);
    try {
      return Fuzz.run(options);
    } finally {
      logger.setLevel(level);
    }
  }

  private static TextTable table(Fuzz.Result result) {
    TextTable table =
        new TextTable(
            List.of("files", "cases", "refused", "the same", "changed", "failed", "slowest, ms"));
    for (Fuzz.Kind kind : result.kinds()) {
      table.row(
          ImmutableList.of(
              kind.kind(),
              String.valueOf(kind.cases()),
              String.valueOf(kind.refused()),
              String.valueOf(kind.same()),
              String.valueOf(kind.changed()),
              String.valueOf(kind.failed()),
              String.valueOf(kind.slowestMillis())));
    }
    return table;
  }
}
