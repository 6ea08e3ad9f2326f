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
 * <p>An attempt counts, whether it gave a result or an error, only if the same directory stood
 * there before and after it. Otherwise it is made again.
 */
public final class StableRead {

  static final int MAX_ATTEMPTS = 50;

  /** Between the two moves of a replacement nothing stands at the name, so that is asked again. */
  private static final int ATTEMPTS_IF_ABSENT = 3;

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
      @Nullable Object fileKey, FileTime created, FileTime modified, String manifest) {

    /** Empty if there is no directory with a manifest that can be read. */
    static Optional<Standing> of(Path directory) {
      try {
        Path whole = whole(directory);
        BasicFileAttributes attributes = Files.readAttributes(whole, BasicFileAttributes.class);
        return Optional.of(
            new Standing(
                attributes.fileKey(),
                attributes.creationTime(),
                attributes.lastModifiedTime(),
                Files.readString(whole.resolve(Manifest.FILE), StandardCharsets.ISO_8859_1)));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private StableRead() {}

  /**
   * Reads until an attempt counts.
   *
   * @throws IOException what the reader threw while nothing was replaced; or, after {@value
   *     #MAX_ATTEMPTS} attempts, that there was no such moment
   */
  public static <T> T read(Path directory, Reader<T> reader) throws IOException {
    int absent = 0;
    @Nullable IOException last = null;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      Optional<Standing> before = Standing.of(directory);
      absent = before.isPresent() ? 0 : absent + 1;
      try {
        T result = reader.read(whole(directory));
        if (Standing.of(directory).equals(before)) {
          return result;
        }
      } catch (IOException | UncheckedIOException e) {
        last = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e;
        boolean settled = before.isPresent() || absent >= ATTEMPTS_IF_ABSENT;
        if (settled && Standing.of(directory).equals(before)) {
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
