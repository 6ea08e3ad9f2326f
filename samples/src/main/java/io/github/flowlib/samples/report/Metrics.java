package io.github.flowlib.samples.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.samples.evaluation.ClassifierMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run measured, as it stands in {@code metrics.json}.
 *
 * @param models the models
 * @param baselines trivial models on the same test images
 * @param comparisons each model with the one before it
 * @param interpolation how the end points of interpolations came back; null if there were none
 * @param classifier the judge of samples; null if none were judged
 * @param couplingsNeeded how many couplings it takes with and without labels; empty if that was not
 *     asked
 * @param command what was typed, to run it again
 * @param versions what it ran on
 */
public record Metrics(
    ImmutableList<ModelMetrics> models,
    ImmutableList<BaselineMetrics> baselines,
    ImmutableList<Comparison> comparisons,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InterpolationMetrics interpolation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ClassifierMetrics classifier,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) ImmutableList<CouplingsNeeded> couplingsNeeded,
    String command,
    Versions versions) {

  /**
   * Figures of a run that judged no samples.
   *
   * @param models see {@link #models()}
   * @param baselines see {@link #baselines()}
   * @param comparisons see {@link #comparisons()}
   * @param interpolation see {@link #interpolation()}
   * @param command see {@link #command()}
   * @param versions see {@link #versions()}
   */
  public Metrics(
      ImmutableList<ModelMetrics> models,
      ImmutableList<BaselineMetrics> baselines,
      ImmutableList<Comparison> comparisons,
      @Nullable InterpolationMetrics interpolation,
      String command,
      Versions versions) {
    this(
        models, baselines, comparisons, interpolation, null, ImmutableList.of(), command, versions);
  }

  /** The name of the file. */
  public static final String FILE = "metrics.json";

  /** What file managers leave in a directory when somebody looks into it. */
  private static final ImmutableSet<String> LITTER =
      ImmutableSet.of(".DS_Store", "Thumbs.db", "desktop.ini");

  /**
   * Interpolation between pairs of digits.
   *
   * @param pairs the labels of both ends
   * @param maxEndPointError the largest change of a pixel at an end point, in grey levels
   */
  public record InterpolationMetrics(ImmutableList<List<Integer>> pairs, double maxEndPointError) {}

  /**
   * What a run ran on.
   *
   * @param flowlib version of this library
   * @param java version of the virtual machine
   * @param system operating system and processor
   */
  public record Versions(String flowlib, String java, String system) {

    /**
     * This machine.
     *
     * @return the versions
     */
    public static Versions current() {
      return new Versions(
          Resources.text("version.txt").strip(),
          Runtime.version().toString(),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
  }

  /**
   * Writes the file, the last one of a run, in one go: it is there whole or not at all. To the
   * figures it adds {@code files}, the names of all files in the directory: the next run may
   * replace these and no others.
   *
   * @param directory where everything else was written
   * @throws IOException if it cannot be written
   */
  public void write(Path directory) throws IOException {
    ObjectNode tree = Json.INDENTED.valueToTree(this);
    ArrayNode files = tree.putArray("files");
    for (String name : files(directory)) {
      files.add(name);
    }
    files.add(FILE);
    Path temporary = directory.resolve(FILE + ".part");
    Json.INDENTED.writeValue(temporary.toFile(), tree);
    Files.move(temporary, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Tells whether a directory holds the results of a run.
   *
   * @param directory any directory
   * @return true if its {@code metrics.json} is one of ours
   */
  public static boolean isIn(Path directory) {
    JsonNode found = read(directory);
    return found.path("models").isArray() && found.path("versions").has("flowlib");
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
