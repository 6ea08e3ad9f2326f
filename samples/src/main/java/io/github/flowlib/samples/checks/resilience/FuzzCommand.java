package io.github.flowlib.samples.checks.resilience;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.results.WorkDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowlib fuzz}: see {@link Fuzz}. */
@Command(
    name = FuzzCommand.NAME,
    description =
        "Reads damaged models, checkpoints and MNIST files: each must be refused in words.")
public final class FuzzCommand implements Callable<Integer> {

  static final String NAME = "fuzz";

  @Spec private CommandSpec spec;

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
    Logger logger = Logger.getLogger("io.github.flowlib.tf");
    logger.setLevel(Level.SEVERE); // warnings of damaged checkpoints are what is wanted here
    Fuzz.Result result;
    try (WorkDirectory work = WorkDirectory.of(NAME)) {
      result = Fuzz.run(new Fuzz.Options(cases, seed, work.path()));
    }
    TextTable table =
        new TextTable(
            List.of("files", "cases", "refused", "the same", "changed", "failed", "slowest, ms"));
    for (Fuzz.Kind kind : result.kinds()) {
      table.row(
          ImmutableList.<String>builder()
              .add(kind.kind())
              .addAll(
                  List.of(
                      String.valueOf(kind.cases()),
                      String.valueOf(kind.refused()),
                      String.valueOf(kind.same()),
                      String.valueOf(kind.changed()),
                      String.valueOf(kind.failed()),
                      String.valueOf(kind.slowestMillis())))
              .build());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    result.firstFailures().forEach(out::println);
    out.println(
        "Resident memory grew by " + result.growthMegabytes() + " MB after the first kind.");
    out.println(
        "Changed: a pixel of a plain MNIST file, or a weight or size whose checksum was forged;"
            + " nothing could tell.");
    out.flush();
    return result.passed() ? 0 : 1;
  }
}
