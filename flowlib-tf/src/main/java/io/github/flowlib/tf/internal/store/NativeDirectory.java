package io.github.flowlib.tf.internal.store;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory by a path that TensorFlow can be told, which is text in UTF-8 and where it reads a
 * pattern: told of {@code x=[abc]} it would look in {@code x=a}. Java's paths are more than that. A
 * temporary directory stands in for one whose path is not such text.
 */
final class NativeDirectory implements AutoCloseable {

  private final Path directory;
  private final Path told;

  private NativeDirectory(Path directory, Path told) {
    this.directory = directory;
    this.told = told;
  }

  /** To write to; {@link #finish} follows. */
  static NativeDirectory of(Path directory) throws IOException {
    return new NativeDirectory(
        directory,
        isText(directory)
            ? directory
            : Files.createTempDirectory(temporary(directory), "flowlib-").toAbsolutePath());
  }

  /** To read from; a directory that is not there is empty. */
  static NativeDirectory withContent(Path directory) throws IOException {
    NativeDirectory named = of(directory);
    try {
      if (named.isStandIn() && Files.exists(directory)) {
        copy(directory, named.told);
      }
      return named;
    } catch (IOException | RuntimeException e) {
      named.close();
      throw e;
    }
  }

  /** What to tell TensorFlow. */
  Path told() {
    return told;
  }

  /** Brings what was written to where it belongs. */
  void finish() throws IOException {
    if (isStandIn()) {
      copy(told, directory);
    }
  }

  private boolean isStandIn() {
    return told != directory;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IOException(
          from
              + " could not be copied to "
              + to
              + ", which is needed where TensorFlow cannot be told a path ("
              + e
              + "); check the free space of both, or set the system property java.io.tmpdir to"
              + " another directory",
          e);
    }
  }

  /** Whether TensorFlow finds this path, and no other one, by its text. */
  static boolean isText(Path path) {
    boolean windows = path.getFileSystem().getSeparator().equals("\\");
    String text = path.toString();
    if (CharMatcher.anyOf(windows ? "*?[" : "*?[\\").matchesAnyOf(text)) {
      return false;
    }
    boolean utf8 = windows || "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    return CharMatcher.ascii().matchesAllOf(text) || (utf8 && isFile(path));
  }

  /**
   * Whether {@link java.io.File}, which is text, names the same file: not if a name has letters
   * that the encoding of file names lacks.
   */
  static boolean isFile(Path path) {
    try {
      return path.toFile().toPath().equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Where to make a temporary copy of what has a path that is not text. */
  static Path temporary(Path path) throws IOException {
    return temporary(
        path, List.of(Strings.nullToEmpty(System.getProperty("java.io.tmpdir")), "/tmp"));
  }

  static Path temporary(Path path, List<String> places) throws IOException {
    for (String place : places) {
      try {
        Path directory = Path.of(place).toAbsolutePath();
        if (!place.isEmpty()
            && isText(directory)
            && Files.isDirectory(directory)
            && Files.isWritable(directory)) {
          return directory;
        }
      } catch (InvalidPathException e) {
        continue; // a name that this JVM cannot write as text
      }
    }
    throw new IOException(
        path
            + " has a path that TensorFlow cannot be told, and no directory for a copy was found among "
            + places
            + "; set the system property java.io.tmpdir to a directory that can be written, whose path has"
            + " letters, digits, - and _ alone");
  }

  @Override
  public void close() throws IOException {
    if (isStandIn()) {
      DirectoryReplacement.delete(told);
    }
  }
}
