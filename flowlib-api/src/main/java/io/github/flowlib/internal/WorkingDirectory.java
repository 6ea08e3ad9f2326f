package io.github.flowlib.internal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory that relative paths begin in. Java keeps its name as text: in a locale whose
 * encoding lacks a letter of it, relative paths lead to another directory, which writing would
 * create.
 */
public final class WorkingDirectory {

  private WorkingDirectory() {}

  /**
   * Makes a path absolute.
   *
   * @param path of any file system
   * @return the path from a root
   * @throws IOException if it is relative, and the working directory is not where Java looks for it
   */
  public static Path absolute(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    if (!path.isAbsolute() && path.getFileSystem() == FileSystems.getDefault()) {
      Path directory = Path.of("").toAbsolutePath();
      if (!Files.isDirectory(directory)) {
        throw new IOException(
            "%s is relative to the working directory, which Java takes for %s, but that is no directory; if its name has letters that the encoding of file names, %s, lacks, start Java in a locale of UTF-8 (LC_ALL=C.UTF-8)"
                .formatted(path, directory, System.getProperty("sun.jnu.encoding")));
      }
    }
    return absolute;
  }
}
