package io.github.flowlib.tf.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryReplacementTest {

  /** Another saver moves the directory away and back; there is a moment without one. */
  @Test
  void aDirectoryIsResolvedWhileItIsReplaced(@TempDir Path given) throws Exception {
    Path directory = given.toRealPath();
    Path target = Files.createDirectory(directory.resolve("model"));
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Integer> moves =
        CompletableFuture.supplyAsync(
            () -> {
              Path aside = directory.resolve("aside");
              int count = 0;
              try {
                while (!over.get() || count == 0) {
                  Files.move(target, aside);
                  Files.move(aside, target);
                  count++;
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return count;
            });
    try {
      for (int i = 0; i < 20_000; i++) {
        assertThat((Object) DirectoryReplacement.resolve(target)).isEqualTo(target);
      }
    } finally {
      over.set(true);
    }
    assertThat(moves.get()).isPositive();
  }
}
