package io.github.flowlib.samples.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run measured, as it stands in {@code metrics.json}.
 *
 * @param models the models
 * @param baselines trivial models on the same test images
 * @param comparisons each model with the one before it
 * @param interpolation how the end points of interpolations came back; null if there were none
 * @param command what was typed, to run it again
 * @param versions what it ran on
 */
public record Metrics(
    ImmutableList<ModelMetrics> models,
    ImmutableList<BaselineMetrics> baselines,
    ImmutableList<Comparison> comparisons,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InterpolationMetrics interpolation,
    String command,
    Versions versions) {

  /** The name of the file. */
  public static final String FILE = "metrics.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

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
   * Writes the file in one go: it is there whole or not at all.
   *
   * @param directory where
   * @throws IOException if it cannot be written
   */
  public void write(Path directory) throws IOException {
    Path temporary = directory.resolve(FILE + ".part");
    JSON.writeValue(temporary.toFile(), this);
    Files.move(temporary, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Tells whether a directory holds the results of a run.
   *
   * @param directory any directory
   * @return true if its {@code metrics.json} is one of ours
   */
  public static boolean isIn(Path directory) {
    try {
      JsonNode found = JSON.readTree(directory.resolve(FILE).toFile());
      return found.path("models").isArray() && found.path("versions").has("flowlib");
    } catch (IOException e) {
      return false; // none, or not JSON: somebody else's
    }
  }
}
