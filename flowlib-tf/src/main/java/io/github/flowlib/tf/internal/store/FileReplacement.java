package io.github.flowlib.tf.internal.store;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a file beside its target and moves it into place: what stands there is always whole. */
final class FileReplacement {

  /** Writes the content to a new file. */
  @FunctionalInterface
  interface Content {

    void write(Path beside) throws IOException;
  }

  private FileReplacement() {}

  /**
   * Writes a file, and the directories above it; if that fails, nothing is left of the new one.
   *
   * @param target absolute
   */
  static void write(Path target, Content content) throws IOException {
    Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      MoreFiles.createParentDirectories(target);
      content.write(beside);
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
