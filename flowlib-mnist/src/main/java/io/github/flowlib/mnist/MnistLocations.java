package io.github.flowlib.mnist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the files may lie, told by system properties and environment variables. Both are passed in,
 * because a test cannot set its own environment.
 */
final class MnistLocations {

  static final String PROPERTY = "flowlib.mnist.dir";
  static final String VARIABLE = "FLOWLIB_MNIST_DIR";

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> variables;

  MnistLocations(
      Function<String, @Nullable String> properties, Function<String, @Nullable String> variables) {
    this.properties = properties;
    this.variables = variables;
  }

  static MnistLocations ofThisProcess() {
    return new MnistLocations(System::getProperty, System::getenv);
  }

  /** A directory that the user named, and where. */
  record Named(Path directory, String origin) {}

  Optional<Named> named() {
    return value(properties, PROPERTY)
        .map(dir -> new Named(Path.of(dir), "named by the system property " + PROPERTY))
        .or(
            () ->
                value(variables, VARIABLE)
                    .map(
                        dir ->
                            new Named(
                                Path.of(dir), "named by the environment variable " + VARIABLE)));
  }

  Path cache() throws IOException {
    return cacheRoot().resolve("flowlib").resolve("mnist");
  }

  private Path cacheRoot() throws IOException {
    if (value(properties, "os.name").orElse("").startsWith("Windows")) {
      Optional<Path> local = value(variables, "LOCALAPPDATA").map(Path::of);
      if (local.isPresent()) {
        return local.get();
      }
    }
    // The XDG specification says that relative paths are to be ignored.
    Optional<Path> xdg = value(variables, "XDG_CACHE_HOME").map(Path::of).filter(Path::isAbsolute);
    if (xdg.isPresent()) {
      return xdg.get();
    }
    // Java says "?" for a user without an entry in the system's list, as in some containers.
    return value(properties, "user.home")
        .filter(home -> !home.equals("?"))
        .map(home -> Path.of(home, ".cache"))
        .orElseThrow(
            () ->
                new IOException(
                    "MNIST needs a directory for its files, but this user has no home directory; set the system property "
                        + PROPERTY
                        + " or the environment variable "
                        + VARIABLE
                        + " to a directory that holds them, or XDG_CACHE_HOME to one that can be written"));
  }

  /** Scripts often pass on variables that are not set, as empty: that is no directory. */
  private static Optional<String> value(Function<String, @Nullable String> source, String key) {
    return Optional.ofNullable(source.apply(key)).filter(value -> !value.isBlank());
  }
}
