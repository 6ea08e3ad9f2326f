package io.github.flowlib.internal;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** Writes files whole or not at all, so that no reader ever meets half a file. */
public final class AtomicFile {

  /** Writes the content to a file that does not exist yet. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes it.
     *
     * @param beside where to; it is moved to the target afterwards
     * @throws IOException if that fails
     */
    void write(Path beside) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a file, creates missing directories, and replaces an existing file.
   *
   * @param file the target
   * @param content its bytes
   * @throws IOException if it cannot be written; an earlier file is then as it was
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(
        file,
        beside ->
            Files.write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Writes a file, creates missing directories, and replaces an existing file.
   *
   * @param file the target
   * @param content writes it
   * @throws IOException if it cannot be written; an earlier file is then as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = WorkingDirectory.absolute(file);
    if (Files.isDirectory(target)) {
      throw new IOException(
          "%s must be a file to write, but is a directory; name a file in it".formatted(file));
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException(
          "%s must be a file to write, but is a device or a pipe; name another file"
              .formatted(file));
    }
    // Not null: an absolute path without a parent is a root, which is a directory.
    Path parent = Objects.requireNonNull(target.getParent());
    createDirectories(parent);
    // In the same directory, because only there a move is atomic; not by createTempFile, whose
    // files other users cannot read. Without the name of the target, which may be as long as a name
    // can be, or have letters that this JVM can read but not write.
    Path temporary = parent.resolve("." + UUID.randomUUID() + ".tmp");
    try {
      content.write(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(
          "%s must be a file that can be written, but writing failed (%s); check its permissions and the free space"
              .formatted(file, reason(e)),
          e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Creates a directory and those above it.
   *
   * @param directory may exist
   * @throws IOException if it cannot be created
   */
  public static void createDirectories(Path directory) throws IOException {
    Path absolute = WorkingDirectory.absolute(directory);
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw new IOException(
          "%s must be a directory that can be written, but cannot be created (%s); name another one"
              .formatted(directory, reason(e)),
          e);
    }
  }

  /** In words: the message of many exceptions of file systems is nothing but the path. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? Ascii.toLowerCase(file.getReason())
        : String.valueOf(e.getMessage());
  }
}
