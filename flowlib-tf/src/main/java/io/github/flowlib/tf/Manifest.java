package io.github.flowlib.tf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.flowlib.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code manifest.json} holds: the SHA-256 of every other file of a model, verified before
 * anything else reads them.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion of this file
 * @param files checksums in hexadecimal by path relative to the directory, with forward slashes
 */
record Manifest(String format, int formatVersion, ImmutableSortedMap<String, String> files) {

  static final String FILE = "manifest.json";

  private static final String FORMAT = "flowlib-model";
  private static final int VERSION = 1;
  private static final long LARGEST_MANIFEST = 1 << 20;

  /** Lists a directory. */
  static Manifest of(Path directory) throws IOException {
    return new Manifest(FORMAT, VERSION, checksums(directory));
  }

  /** Tells whether a directory is a model of this library, damaged or not. */
  static boolean isOurs(Path directory) {
    try {
      return read(directory).format().equals(FORMAT);
    } catch (IOException e) {
      return false;
    }
  }

  void write(Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), SpecJson.MAPPER.writeValueAsString(this) + "\n");
  }

  /** Reads the manifest and compares it with the files that are there. */
  static void verify(Path directory) throws IOException {
    Manifest manifest = read(directory);
    Map<String, String> found = checksums(directory);
    for (Map.Entry<String, String> expected : manifest.files().entrySet()) {
      String checksum = found.get(expected.getKey());
      if (checksum == null) {
        throw new ModelFormatException(
            directory
                + " is damaged: "
                + expected.getKey()
                + " is missing; copy the whole directory again");
      }
      if (!checksum.equals(expected.getValue())) {
        throw new ModelFormatException(
            directory
                + " is damaged: "
                + expected.getKey()
                + " must have SHA-256 "
                + expected.getValue()
                + ", but has "
                + checksum
                + "; copy the whole directory again");
      }
    }
    if (found.size() != manifest.files().size()) {
      throw new ModelFormatException(
          directory
              + " holds files that its manifest does not name: "
              + found.keySet().stream().filter(name -> !manifest.files().containsKey(name)).toList()
              + "; remove them");
    }
  }

  private static Manifest read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    try {
      if (Files.size(file) > LARGEST_MANIFEST) {
        throw new ModelFormatException(file + " must have at most " + LARGEST_MANIFEST + " bytes");
      }
      Manifest manifest = SpecJson.MAPPER.readValue(Files.readString(file), Manifest.class);
      if (!manifest.format().equals(FORMAT) || manifest.formatVersion() != VERSION) {
        throw new ModelFormatException(
            file
                + " must be format "
                + FORMAT
                + " version "
                + VERSION
                + ", but is "
                + manifest.format()
                + " version "
                + manifest.formatVersion());
      }
      return manifest;
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(
          directory
              + " is not a model: it has no "
              + FILE
              + "; name a directory that save(...) wrote",
          e);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(file + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  private static ImmutableSortedMap<String, String> checksums(Path directory) throws IOException {
    ImmutableSortedMap.Builder<String, String> checksums = ImmutableSortedMap.naturalOrder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        if (!name.equals(FILE)) {
          checksums.put(name, MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
        }
      }
    }
    return checksums.build();
  }
}
