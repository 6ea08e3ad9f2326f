package io.github.flowlib.tf.internal.store;

import com.google.common.base.CharMatcher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.internal.WorkingDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a directory beside its target and moves it into place: what stands there is always whole.
 * Closed without {@link #commit}, it leaves nothing behind but parent directories that it made.
 *
 * <p>A directory cannot be exchanged for another in one step in Java: the old one is moved aside
 * first, and moved back if the new one cannot take its place. A process that is killed between the
 * two moves leaves it aside: {@link #whole} finds it there, and the next replacement moves it back.
 */
public final class DirectoryReplacement implements AutoCloseable {

  /** Decides whether a directory that exists and is not empty may be replaced. */
  @FunctionalInterface
  public interface Replaceable {

    boolean test(Path directory) throws IOException;
  }

  private static final String NEW = "new";
  private static final String OLD = "old";

  /**
   * A directory beside a target, to be moved there or moved away from there.
   *
   * @param path itself
   * @param target the {@link #key} of its name
   * @param old whether it was moved away
   */
  private record Sibling(Path path, String target, boolean old) {

    private static final Pattern NAME =
        Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}\\.(" + NEW + "|" + OLD + ")");

    /** Names are at most 255 bytes long, and the key is not all of the name. */
    private static final int MAX_KEY = 100;

    static Path of(Path target, String suffix) {
      return target.resolveSibling("." + key(target) + "." + UUID.randomUUID() + "." + suffix);
    }

    /**
     * By what siblings name their target: its name as in a URI, so in ASCII, for a JVM can read
     * names that it cannot write; of a long name a digest.
     */
    static String key(Path target) {
      String path = CharMatcher.is('/').trimTrailingFrom(target.toUri().getRawPath());
      String name = path.substring(path.lastIndexOf('/') + 1);
      return name.length() <= MAX_KEY
          ? name
          : Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    }

    static List<Sibling> in(Path parent) throws IOException {
      List<Sibling> siblings = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
        for (Path path : entries) {
          Matcher name = NAME.matcher(path.getFileName().toString());
          if (name.matches()) {
            siblings.add(new Sibling(path, name.group(1), name.group(2).equals(OLD)));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      return siblings;
    }

    /** The beginning of time for one that is gone. */
    FileTime modified() {
      try {
        return Files.getLastModifiedTime(path);
      } catch (IOException e) {
        return FileTime.fromMillis(0);
      }
    }
  }

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
  public static DirectoryReplacement of(Path target, Replaceable replaceable) throws IOException {
    Path absolute = resolve(target);
    synchronized (DirectoryReplacement.class) { // another thread may be replacing what is looked at
      checkReplaceable(absolute, replaceable);
    }
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(
          absolute.toString(), null, "is the root of a file system");
    }
    Files.createDirectories(parent);
    Path directory = Sibling.of(absolute, NEW);
    Files.createDirectory(directory);
    return new DirectoryReplacement(absolute, directory);
  }

  private static void checkReplaceable(Path absolute, Replaceable replaceable) throws IOException {
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
  }

  /**
   * The directory itself, where a link leads to one. TensorFlow writes and reads the default file
   * system alone.
   */
  public static Path resolve(Path path) throws IOException {
    if (path.getFileSystem() != FileSystems.getDefault()) {
      throw new IOException(
          path
              + " must lie in the default file system, but lies in "
              + path.getFileSystem()
              + "; name a directory there, and copy it");
    }
    Path absolute = WorkingDirectory.absolute(path);
    try {
      return absolute.toRealPath();
    } catch (IOException e) { // there is none, or it is just being replaced
      return absolute.normalize();
    }
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
    String key = Sibling.key(target);
    return Sibling.in(parent).stream()
        .filter(sibling -> sibling.old() && sibling.target().equals(key))
        .sorted(Comparator.comparing(Sibling::modified).reversed())
        .map(Sibling::path)
        .toList();
  }

  /**
   * Puts right what killed processes left of the targets of some names, in a directory to which no
   * other process writes.
   */
  public static void tidy(Path parent, Pattern names) throws IOException {
    for (Sibling sibling : Sibling.in(parent)) {
      Path target = parent.resolve(sibling.target());
      if (!names.matcher(sibling.target()).matches()) {
        continue;
      }
      if (sibling.old() && !Files.exists(target)) {
        Files.move(sibling.path(), target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        delete(sibling.path());
      }
    }
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
  public Path directory() {
    return directory;
  }

  /** Moves what was written to the target; one thread after another. */
  public void commit() throws IOException {
    synchronized (DirectoryReplacement.class) {
      replace();
    }
  }

  private void replace() throws IOException {
    if (!Files.exists(target)) {
      Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = Sibling.of(target, OLD);
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
      try {
        delete(replaced);
      } catch (IOException e) {
        if (Files.exists(replaced)) { // another process that saves here may have been faster
          throw e;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(directory)) {
      delete(directory);
    }
  }

  public static void delete(Path path) throws IOException {
    MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
