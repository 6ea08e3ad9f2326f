package io.github.flowlib.samples.results;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory for the files of one run, removed at its end.
 *
 * @param path an empty directory
 */
public record WorkDirectory(Path path) implements AutoCloseable {

  /**
   * One of its own for every run of a command.
   *
   * @param command its name
   * @return a directory; close it to remove it
   * @throws IOException if it cannot be created
   */
  public static WorkDirectory of(String command) throws IOException {
    // Not where the command puts its results: a run that was killed leaves this one behind.
    Path parent = Files.createDirectories(OutputDirectory.defaultFor("work"));
    return new WorkDirectory(Files.createTempDirectory(parent, command + "-"));
  }

  @Override
  public void close() throws IOException {
    MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
