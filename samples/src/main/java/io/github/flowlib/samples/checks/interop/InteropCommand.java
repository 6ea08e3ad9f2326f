package io.github.flowlib.samples.checks.interop;

import io.github.flowlib.samples.console.TextTable;
import io.github.flowlib.samples.results.WorkDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowlib interop}: see {@link Interop}. */
@Command(
    name = InteropCommand.NAME,
    description =
        "Lets TensorFlow in Java and in Python ask saved models, without our code, and compares.")
public final class InteropCommand implements Callable<Integer> {

  static final String NAME = "interop";

  @Spec private CommandSpec spec;

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      description = "one that has tensorflow (default: ${DEFAULT-VALUE})",
      defaultValue = "python3")
  private String python = "python3";

  /** For the command line. */
  public InteropCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Interop.Result result;
    try (WorkDirectory work = WorkDirectory.of(NAME)) {
      result = Interop.run(new Interop.Options(work.path(), python));
    }
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
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    out.println(
        "Of log-densities and bounds relative, of pixels as a share of their range, of latents and"
            + " noise absolute, or relative above 1.");
    result.skipped().ifPresent(out::println);
    out.flush();
    return result.passed() ? 0 : 1;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }
}
