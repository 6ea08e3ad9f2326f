package io.github.flowlib.mnist;

import static io.github.flowlib.mnist.Fixtures.CONTENT;
import static io.github.flowlib.mnist.Fixtures.FILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MnistLoaderTest {

  @TempDir Path dir;

  @Test
  void splitsTheTrainingFileInItsOrder() throws IOException {
    Mnist mnist = MnistLoader.fromDirectory(FILES, Fixtures.fill(dir), "a test");

    assertThat(mnist.train().rows()).isEqualTo(7);
    assertThat(mnist.validation().rows()).isEqualTo(3);
    assertThat(mnist.fullTrain().rows()).isEqualTo(10);
    assertThat(mnist.test().rows()).isEqualTo(4);
    assertThat(mnist.train().labels()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(mnist.validation().labels()).containsExactly(7, 8, 9);
    assertThat(mnist.validation().row(0)).isEqualTo(mnist.fullTrain().row(7));
    assertThat(mnist.source()).isEqualTo(dir);
    assertThat(mnist.contentHash()).isEqualTo(FILES.trainImages().sha256());
    assertThat(mnist).hasToString("MNIST from " + dir);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-idx%s", "-idx%s.gz", ".idx%s", ".idx%s.gz"})
  void findsEveryUsualName(String pattern) throws IOException {
    for (Map.Entry<String, byte[]> file : CONTENT.entrySet()) {
      String[] parts = file.getKey().split("-idx");
      Files.write(dir.resolve(parts[0] + pattern.formatted(parts[1])), file.getValue());
    }
    assertThat(MnistLoader.fromDirectory(FILES, dir, "a test").test().rows()).isEqualTo(4);
  }

  @Test
  void aNamedDirectoryMustHoldTheFilesEvenIfTheCacheDoes() throws IOException {
    Path named = Fixtures.fill(dir.resolve("named"));
    Files.delete(named.resolve("t10k-labels-idx1-ubyte.gz"));
    Files.delete(named.resolve("train-images-idx3-ubyte.gz"));
    Fixtures.fill(dir.resolve("xdg/flowlib/mnist"));
    Map<String, String> cache = Map.of("XDG_CACHE_HOME", dir.resolve("xdg").toString());

    assertThat(loader(Map.of(), cache).load().source()).isEqualTo(dir.resolve("xdg/flowlib/mnist"));
    assertThatThrownBy(() -> loader(Map.of("flowlib.mnist.dir", named.toString()), cache).load())
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(
            named
                + " (named by the system property flowlib.mnist.dir) must hold the four MNIST files, plain or with .gz, but lacks train-images-idx3-ubyte, t10k-labels-idx1-ubyte; put the files there, or name another directory");
  }

  @Test
  void anArgumentThatIsNoDirectoryIsNamed() {
    Path nowhere = dir.resolve("nowhere");
    assertThatThrownBy(() -> Mnist.load(nowhere))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageStartingWith(nowhere + " (the argument of Mnist.load(Path))")
        .hasMessageContaining("is not a directory");
  }

  @Test
  void anotherContentIsNamedWithBothChecksums() throws IOException {
    Fixtures.fill(dir);
    byte[] changed = CONTENT.get("train-images-idx3-ubyte").clone();
    changed[20] ^= 1;
    Path file = dir.resolve("train-images-idx3-ubyte.gz");
    Files.write(file, Fixtures.gzip(changed));
    assertThatThrownBy(() -> MnistLoader.fromDirectory(FILES, dir, "a test"))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageMatching(
            "\\Q"
                + file
                + "\\E must be the MNIST file train-images-idx3-ubyte, whose uncompressed SHA-256 is "
                + FILES.trainImages().sha256()
                + ", but its SHA-256 is [0-9a-f]{64}; replace it by the original");
  }

  @Test
  void aFileThatIsTooLongForMnistIsNotRead() throws IOException {
    Fixtures.fill(dir);
    Files.write(dir.resolve("t10k-labels-idx1-ubyte.gz"), Fixtures.gzip(Fixtures.labels(5)));
    assertThatThrownBy(() -> MnistLoader.fromDirectory(FILES, dir, "a test"))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageContaining("must hold at most 12 bytes, but its header announces 5 values");
  }

  /** Without mirrors: what is not found locally is an error. */
  private static MnistLoader loader(Map<String, String> properties, Map<String, String> variables) {
    return new MnistLoader(
        FILES,
        MnistLocationsTest.locations(properties, variables),
        new Mirrors(ImmutableList.of(), HttpFetch.Timeouts.DEFAULT, DownloadProgress.logging()));
  }
}
