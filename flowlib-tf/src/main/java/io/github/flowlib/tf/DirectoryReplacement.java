package io.github.flowlib.tf;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Writes a directory beside its target and moves it into place, so that readers find the old one or
 * the new one, whole. Closed without {@link #commit}, it leaves nothing behind.
 *
 * <p>A directory cannot be exchanged for another in one step in Java: the old one is moved aside
 * first, and moved back if the new one cannot take its place.
 */
final class DirectoryReplacement implements AutoCloseable {

  private final Path target;
  private final Path directory;

  private DirectoryReplacement(Path target, Path directory) {
    this.target = target;
    this.directory = directory;
  }

  /**
   * Begins a replacement.
   *
   * @param replaceable decides whether a directory that exists and is not empty may be replaced
   * @throws FileAlreadyExistsException if the target exists and may not be replaced
   */
  static DirectoryReplacement of(Path target, Predicate<Path> replaceable) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !isEmptyDirectory(absolute) && !replaceable.test(absolute)) {
      throw new FileAlreadyExistsException(
          absolute.toString(),
          null,
          "exists and is not a model of this library, so it is not replaced; choose another target or remove it");
    }
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(
          absolute.toString(), null, "is the root of a file system");
    }
    Files.createDirectories(parent);
    Path directory = sibling(absolute, "new");
    Files.createDirectory(directory);
    return new DirectoryReplacement(absolute, directory);
  }

  private static Path sibling(Path target, String suffix) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + UUID.randomUUID() + "." + suffix);
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    }
  }

  /** Where to write. */
  Path directory() {
    return directory;
  }

  /** Moves what was written to the target. */
  void commit() throws IOException {
    if (!Files.exists(target)) {
      Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = sibling(target, "old");
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(directory)) {
      delete(directory);
    }
  }

  private static void delete(Path path) throws IOException {
    MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
