package io.github.flowlib.tf;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a directory beside its target and moves it into place: what stands there is always whole.
 * Closed without {@link #commit}, it leaves nothing behind but parent directories that it made.
 *
 * <p>A directory cannot be exchanged for another in one step in Java: the old one is moved aside
 * first, and moved back if the new one cannot take its place. A process that is killed between the
 * two moves leaves it aside: {@link #whole} finds it there, and the next replacement moves it back.
 */
final class DirectoryReplacement implements AutoCloseable {

  /** Decides whether a directory that exists and is not empty may be replaced. */
  @FunctionalInterface
  interface Replaceable {

    boolean test(Path directory) throws IOException;
  }

  private static final String OLD = "old";

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
  static DirectoryReplacement of(Path target, Replaceable replaceable) throws IOException {
    Path absolute = resolve(target);
    Path whole = whole(absolute);
    if (!whole.equals(absolute)) {
      Files.move(whole, absolute, StandardCopyOption.ATOMIC_MOVE);
    }
    if (Files.exists(absolute) && !isEmptyDirectory(absolute) && !replaceable.test(absolute)) {
      throw new FileAlreadyExistsException(
          absolute.toString(),
          null,
          "exists and is not a model of this library alone, so it is not replaced; choose another target or"
              + " remove it");
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

  /**
   * The directory itself, where a link leads to one. TensorFlow writes and reads the default file
   * system alone.
   */
  static Path resolve(Path path) throws IOException {
    if (path.getFileSystem() != FileSystems.getDefault()) {
      throw new IOException(
          path
              + " must lie in the default file system, but lies in "
              + path.getFileSystem()
              + "; name a directory there, and copy it");
    }
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
  }

  /** The directory, or if there is none, what a process that was killed has left aside of it. */
  static Path whole(Path resolved) throws IOException {
    if (Files.exists(resolved)) {
      return resolved;
    }
    List<Path> aside = movedAside(resolved);
    return aside.isEmpty() ? resolved : aside.get(0);
  }

  /** The newest first. */
  private static List<Path> movedAside(Path target) throws IOException {
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return List.of();
    }
    Pattern name =
        Pattern.compile(Pattern.quote("." + target.getFileName()) + "\\.[0-9a-f-]{36}\\." + OLD);
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(path -> name.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(DirectoryReplacement::modified).reversed())
          .toList();
    }
  }

  private static long modified(Path path) {
    return path.toFile().lastModified();
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
    Path old = sibling(target, OLD);
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException notBack) {
        e.addSuppressed(notBack);
      }
      throw e;
    }
    for (Path replaced : movedAside(target)) {
      delete(replaced);
    }
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
