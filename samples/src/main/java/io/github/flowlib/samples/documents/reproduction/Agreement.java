package io.github.flowlib.samples.documents.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a file of figures is from the published one. Figures are numbers and yes or no; times and
 * places of a run are none.
 *
 * @param figures that both files have
 * @param equal of them, those that are the same, numbers to six digits
 * @param missing those of the published file that the new one lacks
 * @param additional those of the new file that the published one lacks
 * @param farthest the one with the largest relative difference, in words; empty if all are equal
 */
record Agreement(int figures, int equal, int missing, int additional, String farthest) {

  private static final double SAME = 1e-6;

  /** Keys of what another run of any command has otherwise. */
  private static final ImmutableSet<String> NO_FIGURES =
      ImmutableSet.of("seconds", "trainingSeconds", "command", "files", "versions");

  /**
   * Compares.
   *
   * @param published the file of {@code docs/results}
   * @param here the new file
   * @param noFigures keys of what another run of this command has otherwise, besides those of every
   *     command
   */
  static Agreement of(JsonNode published, JsonNode here, ImmutableSet<String> noFigures) {
    Walk walk = new Walk(noFigures);
    walk.compare("", published, here);
    return new Agreement(walk.figures, walk.equal, walk.missing, walk.additional, walk.farthest);
  }

  /** On one line. */
  String inWords() {
    List<String> words = new ArrayList<>();
    words.add(
        equal == figures && missing == 0
            ? "all " + figures + " figures are those of docs/results"
            : String.format(
                Locale.ROOT, "%d of %d figures are those of docs/results", equal, figures));
    if (!farthest.isEmpty()) {
      words.add("farthest: " + farthest);
    }
    if (missing > 0) {
      words.add(missing + " of docs/results are missing here");
    }
    if (additional > 0) {
      words.add(additional + " are here that docs/results does not have");
    }
    return String.join("; ", words);
  }

  private static final class Walk {
    private final ImmutableSet<String> noFigures;
    private int figures;
    private int equal;
    private int missing;
    private int additional;
    private double largest;
    private String farthest = "";

    Walk(ImmutableSet<String> noFigures) {
      this.noFigures = noFigures;
    }

    void compare(String path, JsonNode published, JsonNode here) {
      if (isFigure(published) && published.getNodeType() == here.getNodeType()) {
        figure(path, published, here);
      } else if (published.isObject() && here.isObject()) {
        Set<String> keys = new TreeSet<>();
        published.fieldNames().forEachRemaining(keys::add);
        here.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
          if (tells(key)) {
            compare(path + "/" + key, published.path(key), here.path(key));
          }
        }
      } else if (published.isArray() && here.isArray()) {
        for (int i = 0; i < Math.max(published.size(), here.size()); i++) {
          compare(path + "/" + i, published.path(i), here.path(i));
        }
      } else {
        missing += count(published);
        additional += count(here);
      }
    }

    /** Figures in a part that has no counterpart. */
    private int count(JsonNode node) {
      if (node.isObject()) {
        return node.properties().stream()
            .filter(field -> tells(field.getKey()))
            .mapToInt(field -> count(field.getValue()))
            .sum();
      }
      return isFigure(node) ? 1 : Streams.stream(node.elements()).mapToInt(this::count).sum();
    }

    private boolean tells(String key) {
      return !NO_FIGURES.contains(key) && !noFigures.contains(key);
    }

    private static boolean isFigure(JsonNode node) {
      return node.isNumber() || node.isBoolean();
    }

    private void figure(String path, JsonNode published, JsonNode here) {
      figures++;
      double there = published.asDouble();
      double found = here.asDouble(); // of yes and no 1 and 0
      double size = Math.max(Math.abs(there), Math.abs(found));
      double difference = size == 0 ? 0 : Math.abs(there - found) / size;
      if (difference <= SAME) {
        equal++;
      } else if (difference > largest) {
        largest = difference;
        farthest = path + ", " + inWords(here) + " here, " + inWords(published) + " there";
      }
    }

    private static String inWords(JsonNode figure) {
      return figure.isBoolean()
          ? figure.asText()
          : String.format(Locale.ROOT, "%.6g", figure.asDouble());
    }
  }
}
