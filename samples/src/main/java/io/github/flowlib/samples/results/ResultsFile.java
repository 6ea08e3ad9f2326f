package io.github.flowlib.samples.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file {@code metrics.json}, by which the directory of a run is known: it holds the figures,
 * and the names of all files that the next run may replace.
 */
public final class ResultsFile {

  /** The name of the file. */
  public static final String FILE = "metrics.json";

  /** What file managers leave in a directory when somebody looks into it. */
  private static final ImmutableSet<String> LITTER =
      ImmutableSet.of(".DS_Store", "Thumbs.db", "desktop.ini");

  private static final Pattern COMMAND = Pattern.compile("samples/flowlib ([a-z-]+)");

  private ResultsFile() {}

  /**
   * Writes the file, the last one of a run, into the directory that takes its place at the end as a
   * whole. To the figures it adds {@code files}, the names of all files in the directory: the next
   * run may replace these and no others.
   *
   * @param directory where everything else was written, see {@link OutputDirectory#path()}
   * @param figures a record with a component {@code versions}, see {@link Versions}
   * @throws IOException if it cannot be written
   */
  public static void write(Path directory, Object figures) throws IOException {
    ObjectNode tree = Json.INDENTED.valueToTree(figures);
    ArrayNode files = tree.putArray("files");
    for (String name : files(directory)) {
      files.add(name);
    }
    files.add(FILE);
    Json.INDENTED.writeValue(directory.resolve(FILE).toFile(), tree);
  }

  /**
   * Tells whether a directory holds the results of a run.
   *
   * @param directory any directory
   * @return true if its {@code metrics.json} is one of ours
   */
  public static boolean isIn(Path directory) {
    JsonNode found = read(directory);
    return found.path("files").isArray() && found.path("versions").has("flowlib");
  }

  /**
   * The name of the command that wrote the results of a directory.
   *
   * @param directory any directory
   * @return such as {@code presets}; empty if there are no results, or they do not tell
   */
  static Optional<String> command(Path directory) {
    Matcher matcher = COMMAND.matcher(read(directory).path("command").asText());
    return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * Looks for a file that no run wrote.
   *
   * @param directory one that {@link #isIn holds results}
   * @return the name of a file that {@code metrics.json} does not list; empty if it lists all
   * @throws IOException if the directory cannot be looked into
   */
  public static Optional<String> stranger(Path directory) throws IOException {
    Set<String> ours = new HashSet<>();
    read(directory).path("files").forEach(name -> ours.add(name.asText()));
    return files(directory).stream()
        .filter(name -> !ours.contains(name) && !LITTER.contains(name))
        .findFirst();
  }

  private static JsonNode read(Path directory) {
    try {
      return Json.COMPACT.readTree(directory.resolve(FILE).toFile());
    } catch (IOException e) {
      return MissingNode.getInstance(); // none, or not JSON: somebody else's
    }
  }

  /**
   * Names relative to the directory, with slashes; a symbolic link is a file, wherever it leads.
   */
  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> Joiner.on('/').join(directory.relativize(path)))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
