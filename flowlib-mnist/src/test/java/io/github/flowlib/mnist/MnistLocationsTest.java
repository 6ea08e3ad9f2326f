package io.github.flowlib.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MnistLocationsTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getRoot();

  @Test
  void thePropertyComesBeforeTheVariable() {
    MnistLocations both =
        locations(Map.of("flowlib.mnist.dir", "p"), Map.of("FLOWLIB_MNIST_DIR", "v"));
    assertThat(both.named())
        .hasValueSatisfying(
            named -> {
              assertThat(named.directory()).isEqualTo(Path.of("p"));
              assertThat(named.origin()).contains("system property flowlib.mnist.dir");
            });
    MnistLocations variable = locations(Map.of(), Map.of("FLOWLIB_MNIST_DIR", "v"));
    assertThat(variable.named())
        .hasValueSatisfying(
            named -> {
              assertThat(named.directory()).isEqualTo(Path.of("v"));
              assertThat(named.origin()).contains("environment variable FLOWLIB_MNIST_DIR");
            });
  }

  @Test
  void emptyMeansNotSet() {
    assertThat(locations(Map.of("flowlib.mnist.dir", ""), Map.of("FLOWLIB_MNIST_DIR", " ")).named())
        .isEmpty();
  }

  @Test
  void theCacheIsWhereTheSystemWantsIt() throws IOException {
    Map<String, String> home = Map.of("user.home", "home", "os.name", "Linux");
    Path tail = Path.of("flowlib", "mnist");
    assertThat(locations(home, Map.of()).cache())
        .isEqualTo(Path.of("home", ".cache").resolve(tail));
    assertThat(locations(home, Map.of("XDG_CACHE_HOME", ROOT.resolve("x").toString())).cache())
        .isEqualTo(ROOT.resolve("x").resolve(tail));
    assertThat(locations(home, Map.of("XDG_CACHE_HOME", "relative")).cache())
        .isEqualTo(Path.of("home", ".cache").resolve(tail));
    Map<String, String> windows = Map.of("user.home", "home", "os.name", "Windows 11");
    assertThat(locations(windows, Map.of("LOCALAPPDATA", "local")).cache())
        .isEqualTo(Path.of("local").resolve(tail));
    assertThat(locations(home, Map.of("LOCALAPPDATA", "local")).cache())
        .isEqualTo(Path.of("home", ".cache").resolve(tail));
  }

  @Test
  void aUserWithoutHomeIsToldWhatToSet() {
    assertThatThrownBy(() -> locations(Map.of("user.home", "?"), Map.of()).cache())
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "no home directory", "flowlib.mnist.dir", "FLOWLIB_MNIST_DIR", "XDG_CACHE_HOME");
  }

  static MnistLocations locations(Map<String, String> properties, Map<String, String> variables) {
    return new MnistLocations(properties::get, variables::get);
  }
}
