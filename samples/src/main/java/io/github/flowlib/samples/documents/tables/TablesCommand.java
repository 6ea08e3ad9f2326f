package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.console.CommandContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib tables}: see {@link ResultTables}. */
@Command(
    name = "tables",
    description =
        "Fills in the tables of results.md from the files in the directory results beside it.")
public final class TablesCommand implements Callable<Integer> {

  @ParentCommand private CommandContext context;

  @Parameters(
      paramLabel = "PAGE",
      arity = "0..1",
      description = "the page (default: ${DEFAULT-VALUE})",
      defaultValue = "docs/results.md")
  private Path page = Path.of("docs", "results.md");

  /** For the command line. */
  public TablesCommand() {}

  @Override
  public Integer call() throws IOException {
    String text = Files.readString(page);
    String filled;
    try {
      filled = ResultTables.fill(text, page.resolveSibling("results"));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (filled.equals(text)) {
      context.console().line("The tables of %s are those of its files already.", page);
      return 0;
    }
    Files.writeString(page, filled);
    return context.done(page);
  }
}
