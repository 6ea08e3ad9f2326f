package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.page.SeedCharts;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib seeds}. */
@Command(
    name = SeedsCommand.NAME,
    description =
        "Exercise 2 (b): charts over the number of couplings from runs of conditional-realnvp that"
            + " differ in their seeds.")
public final class SeedsCommand implements Callable<Integer> {

  static final String NAME = "seeds";

  @ParentCommand private CommandContext context;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "the metrics.json of every run; all have the same couplings")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "the fewest couplings that are shown (default: ${DEFAULT-VALUE})")
  private int from = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "the PNG file to write (default: samples/target/seeds/seeds.png); replaced if there")
  private @Nullable Path out;

  /** For the command line. */
  public SeedsCommand() {}

  @Override
  public Integer call() throws IOException {
    Path file = out != null ? out : OutputDirectory.defaultFor(NAME).resolve("seeds.png");
    Files.createDirectories(file.toAbsolutePath().getParent());
    SeedCharts.write(files, from, file);
    return context.done(file);
  }
}
