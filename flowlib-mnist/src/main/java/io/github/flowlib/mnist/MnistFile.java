package io.github.flowlib.mnist;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the files of the data set, and what its content must be.
 *
 * @param name such as {@code train-images-idx3-ubyte}
 * @param kind images or labels
 * @param bytes the length of the uncompressed content
 * @param sha256 of the uncompressed content, in hexadecimal
 */
record MnistFile(String name, IdxKind kind, long bytes, String sha256) {

  /** The names under which the file is found in the wild, the usual one first. */
  Stream<String> names() {
    String dotted = name.replace("-idx", ".idx");
    return Stream.of(name, name + ".gz", dotted, dotted + ".gz");
  }

  Optional<Path> find(Path directory) {
    return names().map(directory::resolve).filter(Files::isRegularFile).findFirst();
  }

  /** Reads and verifies a file. */
  IdxContent read(Path file) throws IOException {
    return verify(file.toString(), IdxReader.read(file, kind, bytes));
  }

  /** Reads and verifies what a mirror sent; {@code origin} stands for it in messages. */
  IdxContent parse(String origin, byte[] raw) throws IOException {
    return verify(origin, IdxReader.read(origin, new ByteArrayInputStream(raw), kind, bytes));
  }

  private IdxContent verify(String origin, IdxContent content) throws IdxFormatException {
    String found = content.sha256();
    if (!found.equals(sha256)) {
      throw new IdxFormatException(
          "%s must be the MNIST file %s, whose uncompressed SHA-256 is %s, but its SHA-256 is %s; replace it by the original"
              .formatted(origin, name, sha256, found));
    }
    return content;
  }

  static FileNotFoundException missing(Path directory, String origin, Iterable<MnistFile> missing) {
    StringBuilder names = new StringBuilder();
    missing.forEach(f -> names.append(names.isEmpty() ? "" : ", ").append(f.name()));
    return new FileNotFoundException(
        "%s (%s) must hold the four MNIST files, plain or with .gz, but %s; put the files there, or name another directory"
            .formatted(
                directory,
                origin,
                Files.isDirectory(directory) ? "lacks " + names : "is not a directory"));
  }
}
