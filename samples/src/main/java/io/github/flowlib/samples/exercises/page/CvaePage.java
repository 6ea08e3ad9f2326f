package io.github.flowlib.samples.exercises.page;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise3bCvae;
import io.github.flowlib.samples.html.Page;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Path;

/** Runs {@link Exercise3bCvae}, prints its tables, and writes its page and its figures. */
public final class CvaePage {

  private CvaePage() {}

  /**
   * Does everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the tables
   * @return the page to read
   * @throws IOException if the model cannot be read or results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced, or the model
   *     is none of digits
   */
  public static Path write(Exercise3bCvae.Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Exercise3bCvae.Result result = Exercise3bCvae.run(options, out.path(), console);
      CvaeTables.print(result.metrics(), console);
      Page page =
          new Page(
              "A conditional variational autoencoder of digits",
              "Told a digit, it draws one: what it knows of handwriting, measured and shown.");
      Sections.data(page, options.digits());
      CvaeSection.write(page, result, out.path());
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      ResultsFile.write(out.path(), result.metrics());
      out.commit();
      return out.target().resolve("index.html");
    }
  }
}
