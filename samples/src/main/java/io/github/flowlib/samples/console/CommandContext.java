package io.github.flowlib.samples.console;

import java.nio.file.Path;

/** What a command knows of the command line that it stands in. */
public interface CommandContext {

  /**
   * Where the command speaks to its user.
   *
   * @return the console
   */
  Console console();

  /**
   * What was typed, to be typed again.
   *
   * @return the whole command line, quoted where a shell needs it
   */
  String command();

  /**
   * Names what came out, as the last line of a run.
   *
   * @param result the page, picture or directory to look at
   * @return the exit code of success
   */
  default int done(Path result) {
    console().line("Open %s", result);
    return 0;
  }
}
