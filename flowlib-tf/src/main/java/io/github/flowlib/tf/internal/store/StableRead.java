package io.github.flowlib.tf.internal.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory that another process may replace meanwhile ({@link DirectoryReplacement}): what
 * was read would be half the old one and half the new.
 *
 * <p>A result counts only if the same directory stood there before and after it was read. An error
 * counts only if it came {@value #ERRORS_IN_A_ROW} times in a row while the same directory stood
 * there: between the two moves of a replacement nothing stands at the name, or the old one aside.
 */
public final class StableRead {

  static final int MAX_ATTEMPTS = 50;

  static final int ERRORS_IN_A_ROW = 3;

  private static final long MAX_PAUSE_MILLIS = 10;

  /** Reads the directory once. */
  @FunctionalInterface
  public interface Reader<T> {

    T read(Path whole) throws IOException;
  }

  /**
   * By what a directory is known again. The manifest alone would not do: it is the same when a
   * model was replaced by another one and that by the first again.
   */
  private record Standing(
      Path path,
      @Nullable Object fileKey,
      FileTime created,
      FileTime modified,
      Optional<Object> changed,
      String manifest) {

    /** Empty if there is no directory with a manifest that can be read. */
    static Optional<Standing> of(Path directory) {
      try {
        Path whole = whole(directory);
        BasicFileAttributes attributes = Files.readAttributes(whole, BasicFileAttributes.class);
        return Optional.of(
            new Standing(
                whole,
                attributes.fileKey(),
                attributes.creationTime(),
                attributes.lastModifiedTime(),
                changeTime(whole),
                Files.readString(whole.resolve(Manifest.FILE), StandardCharsets.ISO_8859_1)));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * When the directory was last changed or moved, where the system tells: one that was moved away
   * and back during a read is the same in all else.
   */
  private static Optional<Object> changeTime(Path directory) throws IOException {
    return directory.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? Optional.of(Files.getAttribute(directory, "unix:ctime"))
        : Optional.empty();
  }

  private StableRead() {}

  /**
   * Reads until an attempt counts.
   *
   * @throws IOException what the reader threw again and again while nothing was replaced; or, after
   *     {@value #MAX_ATTEMPTS} attempts, that there was no such moment
   */
  public static <T> T read(Path directory, Reader<T> reader) throws IOException {
    int errors = 0;
    Optional<Standing> ofError = Optional.empty();
    @Nullable IOException last = null;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      Optional<Standing> before = Standing.of(directory);
      try {
        T result = reader.read(whole(directory));
        if (Standing.of(directory).equals(before)) {
          return result;
        }
        errors = 0;
      } catch (IOException | UncheckedIOException e) {
        last = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e;
        boolean stoodStill = Standing.of(directory).equals(before);
        errors = stoodStill && before.equals(ofError) ? errors + 1 : stoodStill ? 1 : 0;
        ofError = before;
        if (errors == ERRORS_IN_A_ROW) {
          throw last;
        }
      }
      if (Thread.currentThread().isInterrupted()) { // reading by channels fails from now on
        throw new InterruptedIOException(directory + " was not read to its end: interrupted");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(attempt, MAX_PAUSE_MILLIS)));
    }
    throw new IOException(
        directory + " is replaced again and again while it is read; read a copy", last);
  }

  private static Path whole(Path directory) throws IOException {
    return DirectoryReplacement.whole(DirectoryReplacement.resolve(directory));
  }
}
