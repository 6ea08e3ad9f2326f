package io.github.flowlib.tf.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways in which a directory that is replaced shows itself to a reader. */
class StableReadTest {

  /** Something that a reader met while the directory was exchanged. */
  private interface Fault {

    void happen() throws IOException;
  }

  @TempDir private Path parent;
  private Path directory;
  private final AtomicInteger attempts = new AtomicInteger();

  @BeforeEach
  void writeTheFirst() throws IOException {
    directory = parent.resolve("model");
    replace("first");
  }

  private void replace(String manifest) throws IOException {
    try (DirectoryReplacement replacement = DirectoryReplacement.of(directory, path -> true)) {
      Files.writeString(replacement.directory().resolve(Manifest.FILE), manifest);
      replacement.commit();
    }
  }

  private static String manifest(Path whole) throws IOException {
    return Files.readString(whole.resolve(Manifest.FILE));
  }

  private static Stream<Fault> faults() {
    return Stream.of(
        () -> {}, // it may have read two halves
        () -> {
          throw new NoSuchFileException("variables");
        },
        () -> {
          throw new UncheckedIOException(new NoSuchFileException("variables"));
        },
        () -> {
          throw new io.github.flowlib.model.ModelFormatException("weights do not fit");
        });
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anAttemptDuringAnExchangeDoesNotCount(Fault fault) throws IOException {
    String read =
        StableRead.read(
            directory,
            whole -> {
              String manifest = manifest(whole);
              if (attempts.incrementAndGet() == 1) {
                replace("second");
                fault.happen();
              }
              return manifest;
            });
    assertThat(read).isEqualTo("second");
    assertThat(attempts).hasValue(2);
  }

  /** The manifest is the same before and after, the directory is not. */
  @ParameterizedTest
  @MethodSource("faults")
  void anExchangeThereAndBackIsSeen(Fault fault) throws IOException {
    String read =
        StableRead.read(
            directory,
            whole -> {
              String manifest = manifest(whole);
              if (attempts.incrementAndGet() == 1) {
                replace("second");
                replace("first");
                fault.happen();
              }
              return manifest;
            });
    assertThat(read).isEqualTo("first");
    assertThat(attempts).hasValue(2);
  }

  /** Between the two moves of a replacement. */
  @Test
  void aNameThatIsEmptyForAMomentIsAskedAgain() throws IOException {
    DirectoryReplacement.delete(directory);
    String read =
        StableRead.read(
            directory,
            whole -> {
              if (attempts.incrementAndGet() == 2) {
                replace("second");
              }
              return manifest(whole);
            });
    assertThat(read).isEqualTo("second");
  }

  @Test
  void anAbsentDirectoryIsAnErrorSoon() throws IOException {
    DirectoryReplacement.delete(directory);
    assertThatThrownBy(
            () ->
                StableRead.read(
                    directory,
                    whole -> {
                      attempts.incrementAndGet();
                      return manifest(whole);
                    }))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(attempts).hasValue(StableRead.ERRORS_IN_A_ROW);
  }

  /**
   * Between the two moves the old directory stands aside, and is the same but for its place: what a
   * reader then meets is no error of the model.
   */
  @ParameterizedTest
  @MethodSource("faults")
  void aDirectoryThatIsMovedAsideForAMomentIsAskedAgain(Fault fault) throws IOException {
    Path aside = parent.resolve(".model.00000000-0000-0000-0000-000000000000.old");
    String read =
        StableRead.read(
            directory,
            whole -> {
              int attempt = attempts.incrementAndGet();
              if (attempt == 1) {
                Files.move(directory, aside);
                fault.happen();
                throw new NoSuchFileException(directory.toString());
              }
              if (attempt == 2) {
                Files.move(aside, directory); // the replacement was given up
              }
              return manifest(directory);
            });
    assertThat(read).isEqualTo("first");
  }

  /** A deployment that moves one directory away, another there, and both back. */
  @ParameterizedTest
  @MethodSource("faults")
  void theSameDirectoryThatWentAndCameBackIsSeen(Fault fault) throws Exception {
    assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("unix"),
        "elsewhere no time tells of a move");
    Thread.sleep(50); // the clock of a file system ticks every few milliseconds
    Path away = parent.resolve("away");
    String read =
        StableRead.read(
            directory,
            whole -> {
              String manifest = manifest(whole);
              if (attempts.incrementAndGet() == 1) {
                Files.move(directory, away);
                Files.createDirectory(directory);
                Files.delete(directory);
                Files.move(away, directory);
                fault.happen();
              }
              return manifest;
            });
    assertThat(read).isEqualTo("first");
    assertThat(attempts).as("the first attempt did not count").hasValue(2);
  }

  /** What a killed process left aside is read there, and no error comes of it. */
  @Test
  void whatIsLeftAsideIsRead() throws IOException {
    Files.move(directory, parent.resolve(".model.00000000-0000-0000-0000-000000000000.old"));
    assertThat(StableRead.read(directory, StableReadTest::manifest)).isEqualTo("first");
  }

  /** A link that leads elsewhere during the read is an exchange as well. */
  @Test
  void aLinkThatIsSwitchedIsSeen() throws IOException {
    Path link = Files.createSymbolicLink(parent.resolve("link"), directory);
    Path other = parent.resolve("other");
    Files.createDirectory(other);
    Files.writeString(other.resolve(Manifest.FILE), "second");
    String read =
        StableRead.read(
            link,
            whole -> {
              String manifest = manifest(whole);
              if (attempts.incrementAndGet() == 1) {
                Files.delete(link);
                Files.createSymbolicLink(link, other);
              }
              return manifest;
            });
    assertThat(read).isEqualTo("second");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anErrorWithoutAnExchangeIsTheReaders(Fault fault) {
    StableRead.Reader<String> reader =
        whole -> {
          attempts.incrementAndGet();
          fault.happen();
          throw new IOException("damaged");
        };
    assertThatThrownBy(() -> StableRead.read(directory, reader)).isInstanceOf(IOException.class);
    assertThat(attempts).hasValue(StableRead.ERRORS_IN_A_ROW);
  }

  @Test
  void aDirectoryThatNeverStandsStillIsAClearError() {
    assertThatThrownBy(
            () ->
                StableRead.read(
                    directory,
                    whole -> {
                      replace("number " + attempts.incrementAndGet());
                      throw new NoSuchFileException("variables");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage(directory + " is replaced again and again while it is read; read a copy")
        .hasCauseInstanceOf(NoSuchFileException.class);
    assertThat(attempts).hasValue(StableRead.MAX_ATTEMPTS);
  }
}
