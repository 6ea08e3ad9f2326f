package io.github.flowlib.samples.exercises.page;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.exercises.report.ChartPicture;
import io.github.flowlib.samples.exercises.report.Formats;
import io.github.flowlib.samples.exercises.report.SeedRuns;
import io.github.flowlib.samples.exercises.statistics.MeanAndDeviation;
import io.github.flowlib.samples.html.Chart;
import io.github.flowlib.samples.results.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Models with and without labels over the number of couplings, from the {@code metrics.json} of
 * runs that differ in their seeds: means over the seeds, with their standard deviations as bars.
 */
public final class SeedCharts {

  private static final String[] KINDS = {"without labels", "with labels"};

  /** How kinds of pixels are called in words, where it is not by their name. */
  private static final ImmutableMap<String, String> PIXELS =
      ImmutableMap.of("logit", "logit pixels", "standardized-logit", "standardised logit pixels");

  private final List<JsonNode> runs;
  private final ImmutableList<Double> couplings;

  private SeedCharts(List<JsonNode> runs, ImmutableList<Double> couplings) {
    this.runs = runs;
    this.couplings = couplings;
  }

  /**
   * Draws the charts.
   *
   * @param files of {@code flowlib conditional-realnvp} with the same settings and other seeds
   * @param fewest couplings of the models that are shown
   * @param picture the PNG file to write
   * @throws IOException if a file cannot be read, or the picture not be written
   * @throws IllegalArgumentException if a file is none of such a run, or two have the same seed
   */
  public static void write(List<Path> files, int fewest, Path picture) throws IOException {
    ChartPicture.write(charts(files, fewest), picture);
  }

  /** Likelihood, distance and accuracy. */
  static List<Chart> charts(List<Path> files, int fewest) throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    for (Path file : files) {
      JsonNode run = Json.COMPACT.readTree(file.toFile());
      checkArgument(
          !run.path("models").isEmpty() && !run.path("classifier").isMissingNode(),
          "every file must be the metrics.json of flowlib conditional-realnvp, but %s is none",
          file);
      runs.add(run);
    }
    SeedRuns.check(runs);
    TreeSet<Double> couplings = new TreeSet<>();
    for (JsonNode model : runs.get(0).path("models")) {
      if (model.path("couplings").asInt() >= fewest) {
        couplings.add(model.path("couplings").asDouble());
      }
    }
    checkArgument(!couplings.isEmpty(), "no model has %s couplings or more", fewest);
    return new SeedCharts(runs, ImmutableList.copyOf(couplings)).charts();
  }

  private List<Chart> charts() {
    List<Chart.Line> bits = new ArrayList<>();
    List<Chart.Line> distances = new ArrayList<>();
    List<Chart.Line> accuracies = new ArrayList<>();
    for (int kind = 0; kind < KINDS.length; kind++) {
      boolean conditional = kind == 1;
      bits.add(
          line(
              KINDS[kind] + (conditional ? ", marginal" : ""),
              conditional,
              false,
              model ->
                  number(
                      model,
                      conditional ? "testMarginalBitsPerDimension" : "testBitsPerDimension")));
      for (double temperature : temperatures()) {
        String label = KINDS[kind] + ", T = " + Formats.temperature(temperature);
        boolean dashed = temperature != temperatures().get(0);
        distances.add(
            line(
                label,
                conditional,
                dashed,
                model -> number(quality(model, temperature), "frechetDistance")));
        if (conditional) {
          accuracies.add(
              line(
                  label,
                  true,
                  dashed,
                  model -> 100 * number(quality(model, temperature), "accuracy")));
        }
      }
    }
    distances.add(level("real training images", "frechetDistance", 1));
    accuracies.add(level("real test images", "testAccuracy", 100));
    return List.of(
        chart(
            "Test images, without being told the label: lower is better",
            "bits per dimension",
            bits),
        chart("Distance of draws to real digits: lower is nearer", "Fréchet distance", distances),
        chart("Draws read as the digit that was asked for", "per cent", accuracies));
  }

  /** Of the pixels of all models. */
  private String preprocessing() {
    return runs.get(0).path("models").path(0).path("preprocessing").asText();
  }

  private List<Double> temperatures() {
    List<Double> temperatures = new ArrayList<>();
    for (JsonNode quality : runs.get(0).path("models").path(0).path("sampleQuality")) {
      temperatures.add(quality.path("temperature").asDouble());
    }
    return temperatures;
  }

  private static JsonNode quality(JsonNode model, double temperature) {
    for (JsonNode quality : model.path("sampleQuality")) {
      if (quality.path("temperature").asDouble() == temperature) {
        return quality;
      }
    }
    throw new IllegalArgumentException(
        "every model must have samples at the same temperatures, but "
            + model.path("name").asText()
            + " of one file has none at "
            + Formats.temperature(temperature));
  }

  private Chart chart(String title, String label, List<Chart.Line> lines) {
    return new Chart(
        title,
        couplings,
        "couplings, on "
            + PIXELS.getOrDefault(preprocessing(), preprocessing())
            + "; mean and standard deviation of "
            + runs.size()
            + " seeds",
        label,
        lines);
  }

  private Chart.Line line(
      String label, boolean conditional, boolean dashed, ToDoubleFunction<JsonNode> value) {
    List<@Nullable Double> means = new ArrayList<>();
    List<@Nullable Double> deviations = new ArrayList<>();
    for (double count : couplings) {
      MeanAndDeviation seeds =
          MeanAndDeviation.of(
              runs.stream()
                  .mapToDouble(run -> value.applyAsDouble(model(run, count, conditional)))
                  .toArray());
      means.add(seeds.mean());
      deviations.add(runs.size() < 2 ? null : (Double) seeds.deviation());
    }
    return new Chart.Line(label, conditional ? 1 : 0, dashed, means, deviations);
  }

  private Chart.Line level(String label, String name, double factor) {
    double mean =
        runs.stream()
            .mapToDouble(run -> factor * number(run.path("classifier"), name))
            .average()
            .orElseThrow();
    return new Chart.Line(label, 2, false, Collections.nCopies(couplings.size(), mean));
  }

  private static JsonNode model(JsonNode run, double couplings, boolean conditional) {
    for (JsonNode model : run.path("models")) {
      if (model.path("couplings").asDouble() == couplings
          && model.path("conditional").asBoolean() == conditional) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "every file must have models of the same couplings, but "
            + run.path("command").asText()
            + " has none of "
            + (int) couplings
            + (conditional ? " with labels" : " without labels"));
  }

  private static double number(JsonNode node, String name) {
    checkArgument(node.path(name).isNumber(), "every file must tell %s of every model", name);
    return node.path(name).asDouble();
  }
}
