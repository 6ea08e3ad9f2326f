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
        "Fills in the tables of documents, README.md among them, from the files in docs/results.")
public final class TablesCommand implements Callable<Integer> {

  @ParentCommand private CommandContext context;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "the root of the project (default: the working directory)",
      defaultValue = "")
  private Path root = Path.of("");

  /** For the command line. */
  public TablesCommand() {}

  @Override
  public Integer call() throws IOException {
    for (ResultTables.Page page : ResultTables.Page.values()) {
      fill(page, root.resolve(page.file()));
    }
    return 0;
  }

  private void fill(ResultTables.Page page, Path file) throws IOException {
    String text = Files.readString(file);
    String filled;
    try {
      filled = ResultTables.fill(page, text, root.resolve("docs/results"));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (filled.equals(text)) {
      context.console().line("The tables of %s are those of its files already.", file);
    } else {
      Files.writeString(file, filled);
      context.console().line("The tables of %s are filled in.", file);
    }
  }
}
