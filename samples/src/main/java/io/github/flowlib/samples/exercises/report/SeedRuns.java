package io.github.flowlib.samples.exercises.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs that must differ in their seeds and in nothing else, as their {@code metrics.json}. */
public final class SeedRuns {

  /** Of every model. */
  private static final ImmutableList<String> SETTINGS =
      ImmutableList.of(
          "name", "couplings", "conditional", "preprocessing", "data", "parameters", "epochs");

  private SeedRuns() {}

  /**
   * Checks that they do.
   *
   * @param runs files with a list {@code models}
   * @throws IllegalArgumentException if two have one seed, or other settings
   */
  public static void check(List<JsonNode> runs) {
    Map<String, JsonNode> bySeed = new HashMap<>();
    JsonNode first = runs.get(0);
    for (JsonNode run : runs) {
      JsonNode same = bySeed.put(run.path("models").path(0).path("seed").asText(), run);
      checkArgument(
          same == null,
          "every run must have a seed of its own, but two have %s: %s, and %s",
          run.path("models").path(0).path("seed"),
          command(run),
          same == null ? "" : command(same));
      checkArgument(
          run.path("models").size() == first.path("models").size(),
          "all runs must have the same models, but %s has %s, and %s has %s",
          command(run),
          run.path("models").size(),
          command(first),
          first.path("models").size());
      for (int i = 0; i < run.path("models").size(); i++) {
        check(run, first, i);
      }
    }
  }

  private static void check(JsonNode run, JsonNode first, int model) {
    for (String setting : SETTINGS) {
      JsonNode here = run.path("models").path(model).path(setting);
      JsonNode there = first.path("models").path(model).path(setting);
      checkArgument(
          here.equals(there),
          "all runs must have the same settings, but %s of a model is %s in %s, and %s in %s",
          setting,
          here,
          command(run),
          there,
          command(first));
    }
  }

  private static String command(JsonNode run) {
    return run.path("command").asText();
  }
}
