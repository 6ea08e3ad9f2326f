package io.github.flowlib.mnist;

import static java.util.Objects.requireNonNull;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.internal.AtomicFile;
import io.github.flowlib.internal.Loggers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the files, verifies them and joins them. */
final class MnistLoader {

  private static final Logger LOGGER = Loggers.of(Mnist.class.getName());

  private final MnistFiles files;
  private final MnistLocations locations;
  private final Mirrors mirrors;

  MnistLoader(MnistFiles files, MnistLocations locations, Mirrors mirrors) {
    this.files = files;
    this.locations = locations;
    this.mirrors = mirrors;
  }

  Mnist load() throws IOException {
    Optional<MnistLocations.Named> named = locations.named();
    return named.isPresent()
        ? fromDirectory(files, named.get().directory(), named.get().origin())
        : fromCache(locations.cache());
  }

  /** Reads a directory that the user named: what it lacks is an error, never a reason to search. */
  static Mnist fromDirectory(MnistFiles files, Path directory, String origin) throws IOException {
    List<MnistFile> missing =
        files.all().stream().filter(file -> file.find(directory).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw MnistFile.missing(directory, origin, missing);
    }
    Map<MnistFile, IdxContent> contents = new HashMap<>();
    for (MnistFile file : files.all()) {
      contents.put(file, file.read(file.find(directory).orElseThrow()));
    }
    return join(files, contents, directory);
  }

  private Mnist fromCache(Path cache) throws IOException {
    try {
      AtomicFile.createDirectories(cache);
    } catch (IOException e) {
      throw new IOException(
          "MNIST needs a cache: %s with XDG_CACHE_HOME, or a directory that holds the files with -D%s=DIR"
              .formatted(e.getMessage(), MnistLocations.PROPERTY),
          e);
    }
    Map<MnistFile, IdxContent> contents = new HashMap<>();
    for (MnistFile file : files.all()) {
      IdxContent cached = cached(file, cache);
      contents.put(file, cached != null ? cached : mirrors.download(file, cache));
    }
    return join(files, contents, cache);
  }

  /**
   * The cache is ours, so a damaged file in it is no error. It is deleted, because under another
   * name than the download's it would be found again every time.
   */
  private static @Nullable IdxContent cached(MnistFile file, Path cache) throws IOException {
    Optional<Path> path = file.find(cache);
    if (path.isEmpty()) {
      return null;
    }
    try {
      return file.read(path.get());
    } catch (IdxFormatException e) {
      LOGGER.log(Level.WARNING, "MNIST is downloaded again, because {0}", e.getMessage());
      Files.deleteIfExists(path.get());
      return null;
    }
  }

  private static Mnist join(MnistFiles files, Map<MnistFile, IdxContent> contents, Path directory)
      throws IOException {
    return new Mnist(
        dataset(contents, directory, files.trainImages(), files.trainLabels()),
        dataset(contents, directory, files.testImages(), files.testLabels()),
        files.validationRows(),
        directory,
        files.trainImages().sha256());
  }

  private static Dataset dataset(
      Map<MnistFile, IdxContent> contents, Path directory, MnistFile images, MnistFile labels)
      throws IOException {
    return IdxReader.join(
        directory.resolve(images.name()),
        requireNonNull(contents.get(images)),
        directory.resolve(labels.name()),
        requireNonNull(contents.get(labels)));
  }
}
