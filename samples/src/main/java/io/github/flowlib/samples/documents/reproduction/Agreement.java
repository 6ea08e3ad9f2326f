package io.github.flowlib.samples.documents.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.util.Locale;

/**
 * How far a file of figures is from the published one. Times and places of a run are no figures.
 *
 * @param figures numbers that both files have
 * @param equal of them, those that are the same to six digits
 * @param farthest the one with the largest relative difference, in words; empty if all are equal
 */
record Agreement(int figures, int equal, String farthest) {

  private static final double SAME = 1e-6;

  /** Keys of what another run has otherwise. */
  private static final ImmutableSet<String> NO_FIGURES =
      ImmutableSet.of(
          "seconds",
          "trainingSeconds",
          "slowestMillis",
          "growthMegabytes",
          "residentMegabytes",
          "heapMegabytes",
          "command",
          "files",
          "versions");

  /** Compares. */
  static Agreement of(JsonNode published, JsonNode here) {
    Walk walk = new Walk();
    walk.compare("", published, here);
    return new Agreement(walk.figures, walk.equal, walk.farthest);
  }

  /** On one line. */
  String inWords() {
    return equal == figures
        ? "all " + figures + " figures are those of docs/results"
        : String.format(
            Locale.ROOT,
            "%d of %d figures are those of docs/results; farthest: %s",
            equal,
            figures,
            farthest);
  }

  private static final class Walk {
    private int figures;
    private int equal;
    private double largest;
    private String farthest = "";

    void compare(String path, JsonNode published, JsonNode here) {
      if (published.isNumber() && here.isNumber()) {
        figure(path, published.asDouble(), here.asDouble());
      } else if (published.isObject()) {
        Streams.stream(published.fieldNames())
            .filter(key -> !NO_FIGURES.contains(key))
            .forEach(key -> compare(path + "/" + key, published.path(key), here.path(key)));
      } else if (published.isArray()) {
        for (int i = 0; i < published.size(); i++) {
          compare(path + "/" + i, published.path(i), here.path(i));
        }
      }
    }

    private void figure(String path, double published, double here) {
      figures++;
      double size = Math.max(Math.abs(published), Math.abs(here));
      double difference = size == 0 ? 0 : Math.abs(published - here) / size;
      if (difference <= SAME) {
        equal++;
      } else if (difference > largest) {
        largest = difference;
        farthest = String.format(Locale.ROOT, "%s, %.6g here, %.6g there", path, here, published);
      }
    }
  }
}
