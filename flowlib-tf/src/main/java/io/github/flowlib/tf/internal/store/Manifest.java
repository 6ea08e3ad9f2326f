package io.github.flowlib.tf.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.flowlib.model.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code manifest.json} holds: the SHA-256 of every other file of a model, verified before
 * anything else reads them.
 *
 * @param format the name of a {@link Kind}
 * @param formatVersion of this file
 * @param files checksums in hexadecimal by path relative to the directory, with forward slashes
 */
public record Manifest(String format, int formatVersion, SortedMap<String, String> files) {

  public static final String FILE = "manifest.json";

  private static final int VERSION = 1;

  /** What file browsers of macOS and Windows leave in every directory that they show. */
  private static final Pattern OF_BROWSERS =
      Pattern.compile("\\.DS_Store|\\._.*|Thumbs\\.db|desktop\\.ini");

  /** What a directory may be, and what to do about one that is not, or is damaged. */
  public enum Kind {
    MODEL(
        "flowlib-model",
        "a model",
        "; name a directory that save(...) wrote",
        "; copy the whole directory again"),
    /** Its errors say nothing of what to do: the training that meets one passes on to another. */
    CHECKPOINT("flowlib-checkpoint", "a checkpoint", "", "");

    private final String format;
    private final String inWords;
    private final String ifNone;
    private final String ifDamaged;

    Kind(String format, String inWords, String ifNone, String ifDamaged) {
      this.format = format;
      this.inWords = inWords;
      this.ifNone = ifNone;
      this.ifDamaged = ifDamaged;
    }
  }

  /** Lists a directory. */
  public static Manifest of(Kind kind, Path directory) throws IOException {
    return new Manifest(kind.format, VERSION, checksums(directory));
  }

  /**
   * Tells whether a directory is a model of this library, of any version, that holds nothing else:
   * then it may be replaced. A file that somebody put beside the model must not be lost.
   */
  public static boolean isOurs(Path directory) throws IOException {
    JsonNode root;
    try {
      root = JsonFile.MAPPER.readTree(Files.readAllBytes(directory.resolve(FILE)));
    } catch (IOException e) {
      return false;
    }
    return root.path("format").asText().equals(Kind.MODEL.format)
        && checksums(directory).keySet().stream().allMatch(root.path("files")::has);
  }

  public void write(Path directory) throws IOException {
    JsonFile.write(directory.resolve(FILE), this);
  }

  /** Reads the manifest and compares it with the files that are there. */
  public static void verify(Kind kind, Path directory) throws IOException {
    Manifest manifest = read(kind, directory);
    Map<String, String> found = checksums(directory);
    for (Map.Entry<String, String> expected : manifest.files().entrySet()) {
      String checksum = found.get(expected.getKey());
      if (checksum == null) {
        throw new ModelFormatException(
            directory + " is damaged: " + expected.getKey() + " is missing" + kind.ifDamaged);
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
                + kind.ifDamaged);
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

  private static Manifest read(Kind kind, Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          directory
              + " is not "
              + kind.inWords
              + (Files.exists(directory)
                  ? ": it has no " + FILE + kind.ifNone
                  : ": there is no such directory"));
    }
    Manifest manifest = JsonFile.read(file, Manifest.class);
    for (String name : manifest.files().keySet()) {
      // Only files that were found in the directory are ever read, but whoever wrote this means
      // ill.
      if (name.startsWith("/")
          || name.indexOf(':') >= 0
          || name.indexOf('\\') >= 0
          || Splitter.on('/').splitToList(name).contains("..")) {
        throw new ModelFormatException(
            file
                + " must name files of the directory, but names "
                + name
                + "; do not trust this model");
      }
    }
    if (!kind.format.equals(manifest.format()) || manifest.formatVersion() != VERSION) {
      throw new ModelFormatException(
          file
              + " must be format "
              + kind.format
              + " version "
              + VERSION
              + ", but is "
              + manifest.format()
              + " version "
              + manifest.formatVersion()
              + "; read it with the version of flowlib that wrote it");
    }
    return manifest;
  }

  private static ImmutableSortedMap<String, String> checksums(Path directory) throws IOException {
    ImmutableSortedMap.Builder<String, String> checksums = ImmutableSortedMap.naturalOrder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        if (!name.equals(FILE) && !OF_BROWSERS.matcher(file.getFileName().toString()).matches()) {
          checksums.put(name, MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
        }
      }
    } catch (UncheckedIOException e) { // what a walk throws when a directory vanishes under it
      throw e.getCause();
    }
    return checksums.build();
  }
}
